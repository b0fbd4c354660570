import { callScript } from '../tooling/checkout.ts';

type Found = { readonly dovecot: string | null; readonly postfix: string | null };

/** Those that `npm test` finds or installs. */
const found = callScript('mail-servers.mjs', 'findMailServers') as Found;

/** Why no mail can be fetched from a real IMAP server here; null when it can. */
export const noDovecot: string | null =
  found.dovecot === null ? 'there is no Dovecot; Debian has it as dovecot-imapd' : null;

/** Why no real mail server can hand over mail here; null when one can. It changes users, so only root can start it. */
export const noPostfix: string | null =
  found.postfix === null
    ? 'there is no Postfix; Debian has it as postfix'
    : process.getuid?.() === 0
      ? null
      : 'only root can start a Postfix of its own';
