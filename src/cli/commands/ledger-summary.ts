import type { Edition, Ledger } from '../../domain/deliveries/delivery.ts';
import { addsUp, LEDGER_STATES } from '../../domain/deliveries/ledger-sum.ts';
import type { Paint } from '../terminal.ts';

/** The stable shape of an edition's sum in every `--json`. */
export function summaryOf(edition: Edition, sum: Ledger): Record<string, unknown> {
  return {
    key: edition.key,
    subject: edition.subject,
    state: edition.state.kind,
    test: edition.test,
    addsUp: addsUp(sum),
    ...sum,
  };
}

/** The equation of the ledger, and whether it holds. */
export function sumWords(sum: Ledger, paint: Paint): string {
  const parts = LEDGER_STATES.filter((state) => sum[state] > 0).map((state) => `${sum[state]} ${state}`);
  const right = parts.length === 0 ? '0' : parts.join(' + ');
  return addsUp(sum)
    ? `${paint('good', 'adds up')}: audience ${sum.audience} = ${right}`
    : `${paint('bad', 'DOES NOT ADD UP')}: audience ${sum.audience}, deliveries ${right}`;
}
