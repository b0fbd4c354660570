import type { RelayAddress } from '../relay/relay-url.ts';
import type { Reply } from './reply.ts';

export type Login = NonNullable<RelayAddress['login']>;

/** One exchange of AUTH: the first command, and what to answer each 334 with, in turn. Never to be logged. */
export interface LoginPlan {
  readonly mechanism: string;
  readonly command: string;
  readonly answers: readonly string[];
}

/** How to log in (RFC 4954) given what the server offers; null when it offers nothing we know. */
export function planLogin(login: Login, offered: ReadonlySet<string>): LoginPlan | null {
  const { user, password } = login;
  if (login.kind === 'token') {
    if (!offered.has('XOAUTH2')) return null;
    const token = base64(`user=${user}\x01auth=Bearer ${password}\x01\x01`);
    // A refusal comes as a 334 with the reason in it, and as itself only after an empty line.
    return { mechanism: 'XOAUTH2', command: `AUTH XOAUTH2 ${token}`, answers: [''] };
  }
  if (offered.has('PLAIN'))
    return { mechanism: 'PLAIN', command: `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, answers: [] };
  if (offered.has('LOGIN'))
    return { mechanism: 'LOGIN', command: 'AUTH LOGIN', answers: [base64(user), base64(password)] };
  return null;
}

/** 530, 534, 535 and 538 (RFC 4954 6) are about our session, at whatever command they come; the message was not looked at. */
export function isLoginReply(reply: Reply): boolean {
  return [530, 534, 535, 538].includes(reply.code);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
