type Child = Node | string | null | undefined | false;
type Listener = (event: Event) => void;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | Listener>>;

/** Makes an element. Text stays text: nothing here ever parses HTML. `onclick: fn` listens, `true` sets an empty attribute. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...present(children));
  return element;
}

export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...present(children));
}

/** Puts the nodes in this order and touches only what moved, so that focus and typing inside the others survive. */
export function arrange(parent: Element, nodes: readonly Node[]): void {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

/** Ids for labels and descriptions; unique within the page. */
export function freshId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

let lastId = 0;

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false);
}

function setAttribute(element: Element, name: string, value: Attributes[string]): void {
  if (value === undefined || value === null || value === false) return;
  if (typeof value === 'function') {
    element.addEventListener(name.slice(2), value);
    return;
  }
  element.setAttribute(name, value === true ? '' : String(value));
}
