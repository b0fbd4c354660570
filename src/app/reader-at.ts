import { parseEmailAddress } from '../core/email-address.ts';
import { AppError } from '../core/errors.ts';
import type { ReaderRecord } from '../store/subscriber-store.ts';
import type { App } from './context.ts';

/** The reader with this address, and what else is kept about it. @throws AppError `invalid`, `not-found` */
export async function readerAt(app: App, typed: string): Promise<ReaderRecord> {
  const parsed = parseEmailAddress(typed);
  if (!parsed.ok) throw new AppError('invalid', `"${typed}" is not an address: ${parsed.reason}`);
  const record = await app.store.readerRecord(parsed.address);
  if (record === null) throw new AppError('not-found', `no reader has the address ${parsed.address}`);
  return record;
}
