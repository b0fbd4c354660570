import { AppError } from '../core/errors.ts';
import { parseMailName } from '../mail/compose/mailbox-name.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { examine } from './examine.ts';

/**
 * The domain under which our mails are signed: the one that is configured, else that of the calendar's From address.
 * @throws AppError `configuration` when neither can be found
 */
export async function dkimDomain(workspace: Workspace, configured: string | null): Promise<string> {
  if (configured !== null) return configured;
  const { calendar, file } = await examine(workspace);
  if (calendar !== null) return domainOfAddress(parseMailName(calendar.email.from).address);
  throw new AppError(
    'configuration',
    `${file} cannot be read, so the domain of the From address is not known`,
    {
      help: 'run `fortnight check`, or set DKIM_DOMAIN',
    },
  );
}

/** What stands behind the last @. */
export function domainOfAddress(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
