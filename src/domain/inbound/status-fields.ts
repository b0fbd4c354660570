/** Fields of one group, names in lower case; the first of each name counts. */
export type FieldGroup = ReadonlyMap<string, string>;

/** No field of a report has more to say, in characters. */
const LONGEST = 4_000;

/**
 * The groups of a machine-readable report: fields as in a header, groups parted by empty lines (RFC 3464 2.1, RFC 5965 section 3.1).
 * What is no field is passed over.
 */
export function readFieldGroups(text: string): FieldGroup[] {
  const unfolded = text.replace(/\n[ \t]+(?=\S)/g, ' ');
  const groups: FieldGroup[] = [];
  for (const block of unfolded.split(/\n[ \t]*\n/)) {
    const group = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:(.*)$/.exec(line.trim()) ?? [];
      const key = name.toLowerCase();
      if (key === '') continue;
      // Several recipients without an empty line between them, as some servers write them.
      if (key === 'final-recipient' && group.has(key)) {
        groups.push(new Map(group));
        group.clear();
      }
      if (!group.has(key)) group.set(key, value.slice(0, LONGEST).trim());
    }
    if (group.size > 0) groups.push(group);
  }
  return groups;
}

/** An archive that hides addresses leaves dots in their place. */
const CUT = /\.\.\./;

/**
 * The address in a field of the form `type; address` (RFC 3464 2.3.1, RFC 6533 section 3), or null when it is not one of Internet mail. Some
 * servers leave it as it stood in the envelope, where `+` and `=` are in hexadecimal (RFC 3461 section 4).
 */
export function typedAddress(value: string | undefined): string | null {
  if (value === undefined) return null;
  const bare = value.replace(/^\s*[A-Za-z0-9_.+-]+\s*;\s*/, '').trim();
  const inner = /<([^<>]*)>/.exec(bare)?.[1] ?? bare;
  const decoded = inner.replace(/\\x\{([0-9A-Fa-f]{1,6})\}/g, (_, hex: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10_ffff)),
  );
  const address = decoded
    .replaceAll('+2B', '+')
    .replaceAll('+3D', '=')
    .replace(/\s*\([^()]*\)\s*$/, '')
    .replace(/^(?:smtp|mailto):/i, '')
    .trim();
  return /^(?:"[^"]+"|[^\s@]+)@[^\s@]+$/.test(address) && !CUT.test(address)
    ? address.replace(/[.;,]+$/, '')
    : null;
}
