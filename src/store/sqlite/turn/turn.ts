import type { EditionId } from '../../../domain/deliveries/delivery.ts';
import type { EditionStore, LedgerTurn, LedgerTurned } from '../../edition-store.ts';
import { leaseCheck } from '../lease.ts';
import type { Session } from '../session.ts';
import { claimer } from './claim.ts';
import { settler } from './settle.ts';

/** Begin and settle: the two commits around a message, and both for many messages at a time. */
export function turnVerbs(session: Session): Pick<EditionStore, 'turnLedger'> {
  const settleAll = settler(session);
  const claimFrom = claimer(session);
  const holdsLease = leaseCheck(session);
  const open = session.client.prepare<[EditionId]>("SELECT 1 FROM editions WHERE id = ? AND state = 'open'");
  const turn = ({ epoch, at, settlements, claim, prepare }: LedgerTurn): LedgerTurned => {
    settleAll(settlements, epoch, at);
    const nothing = { holdsLease: holdsLease(epoch), begun: [], holds: [], more: false };
    if (!nothing.holdsLease || claim === null || open.get(claim.edition) === undefined) return nothing;
    const claimed = claimFrom(claim, epoch, at);
    prepare?.(claimed.begun);
    return { holdsLease: true, ...claimed };
  };
  return { turnLedger: async (input) => session.writeAside(() => turn(input)) };
}
