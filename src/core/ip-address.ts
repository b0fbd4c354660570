declare const ipAddressBrand: unique symbol;
/** One IP address in its one spelling: `192.0.2.7`, or eight groups such as `2001:db8:0:0:0:0:0:1`. IPv4 inside IPv6 is IPv4. */
export type IpAddress = string & { readonly [ipAddressBrand]: true };

/** A range of addresses, such as `10.0.0.0/8`. */
export interface IpRange {
  readonly octets: readonly number[];
  /** How many bits from the left decide. */
  readonly bits: number;
}

/** Reads an address as RFC 4291 2.2 and sockets write it: zone, brackets and IPv4-mapped forms included. Null for anything else. */
export function parseIpAddress(text: string): IpAddress | null {
  const octets = octetsIn(text);
  return octets === null ? null : spelled(octets);
}

/** Reads `10.0.0.0/8`, `fd00::/8` or one address. Null when it is neither, or has more bits than the address. */
export function parseIpRange(text: string): IpRange | null {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const octets = octetsIn(address);
  if (octets === null) return null;
  // `::ffff:10.0.0.0/104` is IPv4 too, and counts its bits from the IPv6 beginning.
  const before = octets.length === 4 && address.includes(':') ? 96 : 0;
  const most = octets.length * 8;
  const bits = length === undefined ? most : Number(length) - before;
  return bits >= 0 && bits <= most ? { octets, bits } : null;
}

export function isInside(address: IpAddress, range: IpRange): boolean {
  const octets = octetsIn(address) ?? [];
  return octets.length === range.octets.length && masked(octets, range.bits).every(sameAs(range));
}

/**
 * The network an address belongs to, as a range: by default what one household or one host is given, a /24 of IPv4 and a /64 of IPv6.
 * @param bits how many bits are kept of an IPv4 and of an IPv6 address
 */
export function networkOf(address: IpAddress, bits = { four: 24, six: 64 }): string {
  const octets = octetsIn(address) ?? [];
  const kept = octets.length === 4 ? bits.four : bits.six;
  return `${spelled(masked(octets, kept))}/${kept}`;
}

function sameAs(range: IpRange): (octet: number, index: number) => boolean {
  const wanted = masked(range.octets, range.bits);
  return (octet, index) => octet === wanted[index];
}

function masked(octets: readonly number[], bits: number): number[] {
  return octets.map((octet, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return octet & (0xff << (8 - kept)) & 0xff;
  });
}

/** 4 or 16 octets. */
function octetsIn(typed: string): readonly number[] | null {
  const text = typed.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (!text.includes(':')) return fourOctets(text);
  const six = sixteenOctets(text);
  const isMapped = six?.every((octet, index) => index > 11 || octet === (index > 9 ? 0xff : 0)) === true;
  return isMapped ? (six?.slice(12) ?? null) : six;
}

/** Four decimal numbers. A leading zero is refused: some programs read it as octal. */
function fourOctets(text: string): number[] | null {
  const parts = text.split('.');
  const octets = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return octets.length === 4 && octets.every((octet) => octet < 256) ? octets : null;
}

function sixteenOctets(text: string): number[] | null {
  const halves = text.split('::').map((half, index, all) => groupsIn(half, index === all.length - 1));
  const [left, right] = halves;
  if (left === undefined || left === null || right === null || halves.length > 2) return null;
  if (right === undefined) return left.length === 16 ? left : null;
  const gap = 16 - left.length - right.length;
  return gap >= 2 ? [...left, ...Array<number>(gap).fill(0), ...right] : null;
}

/** The octets of groups between colons, of which the last of the whole address may be an IPv4 address. */
function groupsIn(text: string, isEnd: boolean): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const octets: number[] = [];
  for (const [index, group] of groups.entries()) {
    const four = isEnd && index === groups.length - 1 && group.includes('.') ? fourOctets(group) : null;
    if (four !== null) octets.push(...four);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) octets.push(...twoOctets(Number.parseInt(group, 16)));
    else return null;
  }
  return octets;
}

function twoOctets(group: number): readonly [number, number] {
  return [group >> 8, group & 0xff];
}

function spelled(octets: readonly number[]): IpAddress {
  if (octets.length === 4) return octets.join('.') as IpAddress;
  const groups = octets.flatMap((octet, index) =>
    index % 2 === 0 ? [((octet << 8) | (octets[index + 1] ?? 0)).toString(16)] : [],
  );
  return groups.join(':') as IpAddress;
}
