const KEY = "kinerja.visit";

const read = () => {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
};
const keep = (visits) => {
  try { localStorage.setItem(KEY, JSON.stringify(visits)); } catch { /* private windows keep nothing */ }
};
const filled = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/* The visit before this one is kept beside the newest: within a visit the line stays as it was. */
function remembered(now) {
  const visits = read();
  if (visits.last?.snapshot !== now.snapshot) keep({ before: visits.last ?? null, last: now });
  return read().before;
}

export default function ({ data, parentElement }) {
  const { now, words, address } = data, box = parentElement.querySelector(".ka"), before = remembered(now);
  box.replaceChildren();
  if (!before || before.snapshot === now.snapshot) return;
  const counts = Object.keys(words.counts).filter((name) => Number.isInteger(before[name]) && before[name] !== now[name]);
  const changes = counts.map((name) =>
    filled(words.change, { name: words.counts[name], before: before[name], now: now[name] }));
  const line = document.createElement("p"), way = document.createElement("a");
  line.className = "note since";
  line.textContent = `${filled(changes.length ? words.since : words.same, { day: before.day, changes: changes.join("; ") })} `;
  way.href = `${address}&quality_before=${encodeURIComponent(before.snapshot)}`;
  way.textContent = words.link;
  line.append(way);
  box.append(line);
}
