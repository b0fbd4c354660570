/** Gives each heading of one page an id of its own: `the-else-branch`, and `the-else-branch-2` for the next of the same words. */
export function slugger(): (text: string) => string {
  const used = new Set<string>();
  return (text) => {
    const slug = slugOf(text);
    let id = slug;
    for (let n = 2; used.has(id); n++) id = `${slug}-${n}`;
    used.add(id);
    return id;
  };
}

function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['’]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return slug === '' ? 'section' : slug;
}
