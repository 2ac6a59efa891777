# Tells how the link of a host shall be.
# usage: plug.sh FOLDER HOST; a line: cut or joined, and what it suffers
home=$1/hosts/$2
link=joined
[ ! -e "$home/cut" ] || link='cut'
echo "$link $(cat "$home/slow" 2>/dev/null)"
