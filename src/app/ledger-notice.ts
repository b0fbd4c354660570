import type { Edition, Ledger } from '../domain/deliveries/delivery.ts';
import type { Notice } from '../domain/deliveries/single-mail.ts';
import { inQuotes } from '../domain/posts/typography.ts';
import type { App } from './context.ts';

/** What the author reads when an edition is complete: the sum, and every mail that did not simply arrive. */
export function ledgerNotice(app: App, edition: Edition, ledger: Ledger): Notice {
  const parts = (['sent', 'failed', 'skipped', 'uncertain'] as const)
    .filter((state) => state === 'sent' || ledger[state] > 0)
    .map((state) => `${ledger[state]} ${state}`);
  const worry =
    ledger.uncertain > 0
      ? [
          `${ledger.uncertain === 1 ? 'One was' : `${ledger.uncertain} were`} begun and never answered, because a process died or a connection broke. Nothing is sent twice by guess: \`fortnight ledger ${edition.key}\` names the readers, \`fortnight resolve ${edition.key}\` settles them.`,
        ]
      : [];
  return {
    subject: edition.test
      ? `Test run: ${ledger.sent} of ${ledger.audience} copies of ${inQuotes(edition.subject)} went to the test address`
      : `${inQuotes(edition.subject)}${edition.kind === 'series' ? ', as a part of its series,' : ''} went to ${ledger.sent} of ${ledger.audience} readers`,
    paragraphs: [`Audience ${ledger.audience} = ${parts.join(' + ')}.`, ...worry],
    links:
      edition.topic === null ? [] : [{ label: 'The post', url: `${app.config.url}/posts/${edition.topic}/` }],
  };
}
