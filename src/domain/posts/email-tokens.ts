import type { CodeToken } from './highlight.ts';

/**
 * The tokens of code as a mail colours them: put together they are the code again, byte for byte. Signs such as `=` and `{` stay plain, and so does a single letter; one before
 * a string takes the string's colour. With an element around each of them a mail is larger, and spam filters take it for one that hides words.
 */
export function emailTokens(tokens: readonly CodeToken[]): CodeToken[] {
  const kept: CodeToken[] = [];
  for (const token of tokens.map(withoutSigns)) {
    const last = kept.at(-1);
    if (last === undefined || !belongsTo(last, token)) kept.push(token);
    else kept[kept.length - 1] = { text: last.text + token.text, kind: token.kind };
  }
  return kept;
}

function withoutSigns(token: CodeToken): CodeToken {
  const isSign = (token.kind === 'keyword' || token.kind === 'constant') && !/\w/.test(token.text);
  // One letter alone is hard to tell by its colour anyway.
  const isLetter = token.kind !== 'keyword' && /^[a-z]$/i.test(token.text);
  return isSign || isLetter ? { ...token, kind: null } : token;
}

function belongsTo(last: CodeToken, next: CodeToken): boolean {
  if (last.kind === next.kind) return true;
  return last.kind === 'keyword' && /^[a-z]$/i.test(last.text) && next.kind === 'string';
}
