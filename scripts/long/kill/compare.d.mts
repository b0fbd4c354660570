import type { MailRecord } from './record.d.mts';

export function differences(
  rows: readonly { readonly subject: string; readonly address: string; readonly state: string }[],
  record: MailRecord,
): readonly string[];
