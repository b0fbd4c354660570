export interface ArrivedMail {
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
  readonly answered: boolean;
}

export interface MailRecord {
  add(mail: ArrivedMail): void;
}

export function mailRecord(): MailRecord;
