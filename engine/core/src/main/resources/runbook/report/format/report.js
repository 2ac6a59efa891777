'use strict';
const filters = document.getElementById('filters');
const nothing = document.getElementById('nothing');
const steps = [...document.querySelectorAll('details.step')];
const lanes = [...document.querySelectorAll('tr[data-hosts]')];
const sections = [...document.querySelectorAll('section')].filter(s => s.querySelector('details.step'));

const has = (text, word) => text.toLowerCase().includes(word);

function apply() {
  const host = filters.elements.host.value.trim().toLowerCase();
  const task = filters.elements.task.value.trim().toLowerCase();
  const states = new Set([...filters.querySelectorAll('[name=state]:checked')].map(box => box.value));
  let shown = 0;
  for (const step of steps) {
    const {hosts, state, task: name} = step.dataset;
    step.hidden = !(states.has(state) && has(name, task)
      && (host === '' || hosts.split(' ').some(one => has(one, host))));
    shown += step.hidden ? 0 : 1;
  }
  for (const lane of lanes) {
    lane.hidden = !has(lane.dataset.hosts, host);
  }
  for (const section of sections) {
    section.hidden = [...section.querySelectorAll('details.step')].every(step => step.hidden);
  }
  nothing.hidden = shown > 0 || steps.length === 0;
}

function move(by) {
  const open = steps.filter(step => !step.hidden);
  if (open.length === 0) {
    return;
  }
  const at = open.indexOf(document.activeElement.closest('details.step'));
  const next = at < 0 ? (by > 0 ? 0 : open.length - 1) : Math.min(Math.max(at + by, 0), open.length - 1);
  open[next].querySelector('summary').focus();
  open[next].scrollIntoView({block: 'center'});
}

function openAll() {
  const shown = steps.filter(step => !step.hidden);
  const isOpen = shown.every(step => step.open);
  shown.forEach(step => { step.open = !isOpen; });
}

filters.addEventListener('input', apply);
filters.addEventListener('submit', event => event.preventDefault());
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.target.matches('input[type=search]')) {
    if (event.key === 'Escape') {
      event.target.value = '';
      apply();
      event.target.blur();
    }
    return;
  }
  const actions = {'/': () => filters.elements.host.focus(), j: () => move(1), k: () => move(-1), o: openAll};
  if (event.key in actions) {
    event.preventDefault();
    actions[event.key]();
  }
});
apply();
