import { createHash } from 'node:crypto';
import { articleCss } from './css/article.ts';
import { baseCss } from './css/base.ts';
import { coloursCss } from './css/colours.ts';
import { formsCss } from './css/forms.ts';
import { layoutCss } from './css/layout.ts';
import { listsCss } from './css/lists.ts';
import { mailboxCss } from './css/mailbox.ts';
import { printCss } from './css/print.ts';

/** The one style sheet of all pages. */
export function stylesheet(): string {
  return [coloursCss(), baseCss, layoutCss, listsCss, articleCss, formsCss, mailboxCss, printCss]
    .map((part) => part.trim())
    .join('\n\n')
    .concat('\n');
}

/** Its path in the site's folder. The hash is of its contents, so that it may be cached for ever. */
export function stylesheetPath(): string {
  return `assets/site.${createHash('sha256').update(stylesheet()).digest('hex').slice(0, 10)}.css`;
}
