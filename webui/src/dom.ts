/** The only way this page makes elements: text is always text, never markup. */

type Child = Node | string | number | null | undefined | false;
type Props = Record<string, string | number | boolean | ((event: never) => void) | undefined>;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(typeof child === "number" ? String(child) : child);
  return element;
}

function set(element: HTMLElement, name: string, value: Props[string]): void {
  if (value === undefined || value === false) return;
  if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
  else if (name === "colour") element.style.setProperty("--colour", String(value));
  else if (name === "value" && "value" in element) (element as HTMLInputElement).value = String(value);
  else if (name === "checked") (element as HTMLInputElement).checked = Boolean(value);
  else element.setAttribute(name, value === true ? "" : String(value));
}

export function put(place: Element, ...children: Child[]): void {
  place.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false).map((child) => child));
}

export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

/** A sentence with the words between two places marked; places count characters, not halves of surrogate pairs. */
export function marked(quote: string, from: number, to: number): (Node | string)[] {
  const signs = [...quote];
  const piece = (start: number, end?: number) => visible(signs.slice(start, end).join(""));
  return to > from ? [piece(0, from), h("mark", {}, piece(from, to)), piece(to)] : [visible(quote)];
}

/** Text for the eye: no line ends inside Chinese, control characters and direction marks as a sign one can see. */
export function visible(text: string): string {
  const joined = text.replace(/([\u2e80-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])/g, "$1");
  return joined.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (sign) => (sign === "\n" || sign === "\t" ? " " : "\ufffd"));
}
