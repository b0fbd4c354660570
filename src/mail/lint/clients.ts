/** The mail programs that every mail has to be readable in, as caniemail.com names them. */
export const CLIENTS = {
  'apple-mail.macos': 'Apple Mail',
  'apple-mail.ios': 'Apple Mail on a phone',
  'gmail.desktop-webmail': 'Gmail',
  'gmail.android': 'Gmail on Android',
  'gmail.ios': 'Gmail on iOS',
  'gmail.mobile-webmail': 'Gmail in a phone’s browser',
  'outlook.windows': 'Outlook on Windows',
  'outlook.macos': 'Outlook on macOS',
  'outlook.android': 'Outlook on Android',
  'outlook.ios': 'Outlook on iOS',
  'yahoo.desktop-webmail': 'Yahoo Mail',
  'yahoo.android': 'Yahoo Mail on Android',
  'yahoo.ios': 'Yahoo Mail on iOS',
  'samsung-email.android': 'Samsung Email',
} as const;

export type ClientId = keyof typeof CLIENTS;
