# Prints the wanted state of the link of a host.
# usage: plug.sh FOLDER HOST; prints "cut" or "joined", and its delay and loss
home=$1/hosts/$2
link=joined
[ ! -e "$home/cut" ] || link='cut'
echo "$link $(cat "$home/slow" 2>/dev/null)"
