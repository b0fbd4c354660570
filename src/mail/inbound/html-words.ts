const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The words of an HTML part, lines broken where blocks end. Only for looking for phrases and addresses: it is never shown, so nothing
 * depends on its being safe.
 */
export function htmlWords(html: string): string {
  return (
    html
      .replace(/<(style|script|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
      .replace(/<!--[\s\S]*?-->/g, ' ')
      // A tag ends a line only where a browser would end it; an address in angle brackets is no tag.
      .replace(/<(?:br|\/?(?:p|div|tr|li|h[1-6]|table|ul|ol|pre|blockquote|hr|body))\b[^<>]*>/gi, '\n')
      .replace(/<\/?(?:td|th)\b[^<>]*>/gi, ' ')
      .replace(/<\/?[a-z!][^<>@]*>|<a\b[^<>]*>/gi, '')
      .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
        if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
        const point = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
        return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : ' ';
      })
      .replace(/[ \t]+/g, ' ')
  );
}
