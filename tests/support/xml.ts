/** An element of a document that was well-formed. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text and that of CDATA sections, entities read; not that of its children. */
  readonly text: string;
}

interface Growing {
  name: string;
  attributes: Record<string, string>;
  children: Growing[];
  text: string;
}

const NAME = '[A-Za-z_][\\w.:-]*';
const TOKEN = new RegExp(
  `<\\?[^]*?\\?>|<!\\[CDATA\\[([^]*?)\\]\\]>|<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)|(<)`,
  'g',
);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML 1.0 as strictly as our own files must be: what is not well-formed, or names a prefix nobody declared, throws. */
export function parseXml(xml: string): XmlElement {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(xml))
    throw new Error('a character that XML has not');
  const root: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open: Growing[] = [root];
  for (const [whole, cdata, closing, name, attributes, empty, text, stray] of xml.matchAll(TOKEN)) {
    const parent = open.at(-1) ?? root;
    if (stray !== undefined) throw new Error(`a < that begins nothing after ${parent.name}`);
    if (cdata !== undefined) parent.text += cdata;
    else if (text !== undefined) parent.text += entitiesRead(text);
    else if (name !== undefined && closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes what is not open`);
    } else if (name !== undefined) {
      const element: Growing = { name, attributes: attributesOf(attributes ?? ''), children: [], text: '' };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
      demandPrefix(name, [...open, element]);
    } else if (!whole.startsWith('<?')) throw new Error(`not XML: ${whole}`);
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined || root.children.length !== 1 || root.text.trim() !== '')
    throw new Error('not one whole element');
  return document;
}

/** The children of that name. */
export function all(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The only child of that name. */
export function one(element: XmlElement, name: string): XmlElement {
  const [found, ...others] = all(element, name);
  if (found === undefined || others.length > 0)
    throw new Error(`${element.name} has ${others.length + (found ? 1 : 0)} ${name}`);
  return found;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(new RegExp(`(${NAME})="([^"]*)"`, 'g'))) {
    if (name in found) throw new Error(`${name} twice`);
    found[name] = entitiesRead(value);
  }
  return found;
}

function entitiesRead(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));|&/gi, (whole, decimal, hexadecimal, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    const read = ENTITIES[name ?? ''];
    if (read === undefined) throw new Error(`${whole} is no entity of XML`);
    return read;
  });
}

function demandPrefix(name: string, scope: readonly Growing[]): void {
  const [prefix, local] = name.split(':');
  if (local === undefined) return;
  if (!scope.some(({ attributes }) => `xmlns:${prefix}` in attributes))
    throw new Error(`the prefix of ${name} is declared nowhere`);
}
