import { addressOf, type Chrome, hrefOf, postPath } from '../chrome.ts';
import { escapeXml } from '../escape-xml.ts';
import type { OwnPost } from '../model.ts';
import { renderPage } from '../page.tsx';

/** What stands at an address that never was one. */
export function notFoundPage(chrome: Chrome): string {
  const body = (
    <div class="notice">
      <p class="eyebrow">404</p>
      <h1>There is no page here</h1>
      <p class="lead">The address may be mistyped, or the page may have moved.</p>
      <p class="more">
        <a href={hrefOf(chrome, '/archive/')}>All posts</a>
        <a href={hrefOf(chrome, '/start-here/')}>Start here</a>
      </p>
    </div>
  );
  return renderPage({ title: 'Not found', body, noindex: true }, chrome);
}

/** What stands at a post's former address where no server can redirect: a page that leads on by itself, without a script. */
export function movedPage(post: OwnPost, chrome: Chrome): string {
  const address = escapeXml(addressOf(chrome, postPath(post.id)));
  return `<!doctype html>
<html lang="${escapeXml(chrome.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(post.title)}</title>
<link rel="canonical" href="${address}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=${address}">
<link rel="stylesheet" href="${escapeXml(chrome.stylesheet)}">
</head>
<body>
<main class="sheet">
<h1>This post has moved</h1>
<p><a href="${address}">${escapeXml(post.title)}</a></p>
</main>
</body>
</html>
`;
}
