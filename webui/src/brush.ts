/** The time line at the foot: one bar a text, a window one drags, and a way to let it run. */

import type { App } from "./app";
import { h, put } from "./dom";

const PAUSE = 900;
let running = 0;

export function brush(app: App, place: HTMLElement): void {
  const { texts } = app.model.data;
  if (!texts.length) return put(place);
  const [first, last] = app.view.window[0] < 0 ? [0, texts.length - 1] : app.view.window;
  const tally = weights(app);
  const most = Math.max(1, ...tally);
  const bars = texts.map((text, at) => {
    const bar = h("button", { type: "button", class: at >= first && at <= last ? "bar in" : "bar", "data-at": at, title: `${text.label} ${text.date} · ${app.t("things_n", { n: tally[at] })}`, "aria-label": `${text.label} ${text.date}`, "aria-pressed": at >= first && at <= last ? "true" : "false" }, h("i", {}));
    (bar.firstChild as HTMLElement).style.height = `${Math.max(6, (100 * tally[at]) / most)}%`;
    bar.addEventListener("click", (event) => app.store.change({ window: event.shiftKey && app.view.window[0] >= 0 ? [Math.min(first, at), Math.max(last, at)] : [at, at] }));
    return bar;
  });
  const strip = h("div", { class: "strip", role: "group", "aria-label": app.t("time") }, ...bars);
  drag(app, strip);
  put(place, play(app), strip, h("span", { class: "span" }, caption(app, first, last)), h("button", { type: "button", class: "small", disabled: app.view.window[0] < 0, onclick: () => (stop(), app.store.change({ window: [-1, -1] })) }, app.t("all_time")));
}

/** How many things on the table each text speaks of. */
function weights(app: App): number[] {
  const tally = app.model.data.texts.map(() => 0);
  for (const id of app.view.shown) for (const text of app.model.data.nodes.texts[app.model.byId.get(id) as number]) tally[text] += 1;
  return tally;
}

function caption(app: App, first: number, last: number): string {
  const { texts } = app.model.data;
  const [from, until] = [texts[first], texts[last]];
  const dates = [from.date, until.date].filter(Boolean);
  return first === last ? `${from.label} ${from.date}` : app.t("window", { n: last - first + 1, from: dates[0] ?? "?", until: dates[dates.length - 1] ?? "?" });
}

function drag(app: App, strip: HTMLElement): void {
  let start = -1;
  const at = (event: PointerEvent) => Number((document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-at]") as HTMLElement | null)?.dataset.at ?? -1);
  strip.addEventListener("pointerdown", (event) => (start = at(event)));
  strip.addEventListener("pointerup", (event) => {
    const end = at(event);
    if (start >= 0 && end >= 0 && start !== end) app.store.change({ window: [Math.min(start, end), Math.max(start, end)] });
    start = -1;
  });
}

function play(app: App): HTMLElement {
  const button: HTMLElement = h("button", { type: "button", class: "small", "aria-pressed": running ? "true" : "false", onclick: () => (running ? stop() : run(app)) }, running ? "⏸" : "▶", ` ${app.t(running ? "pause" : "play")}`);
  return button;
}

function run(app: App): void {
  const count = app.model.data.texts.length;
  let at = app.view.window[0] >= 0 && app.view.window[1] < count - 1 ? app.view.window[1] : -1;
  const next = () => {
    at += 1;
    if (at >= count) stop();
    app.store.change({ window: at >= count ? [-1, -1] : [at, at] }, true);
  };
  running = window.setInterval(next, PAUSE);
  next();
}

function stop(): void {
  window.clearInterval(running);
  running = 0;
}
