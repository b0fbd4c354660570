/** The name of a file beside the post, where a picture's address is one; null for what has a host, or begins at the root of one. */
export function ownName(url: string): string | null {
  if (url === '' || /^(?:[a-z][a-z0-9+.-]*:|[/#?])/i.test(url)) return null;
  try {
    return decodeURIComponent(url);
  } catch {
    return url; // a lone `%` is one
  }
}
