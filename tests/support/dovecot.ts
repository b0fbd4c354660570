import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { ImapMailbox } from '../../src/mail/inbound/mailbox-address.ts';
import { freePort } from './free-port.ts';
import { selfSigned } from './self-signed.ts';
import { temporaryFolder } from './stores.ts';

export interface Dovecot {
  /** How to reach it in plain text, with the right password. */
  readonly mailbox: ImapMailbox;
  /** The certificate it vouches for itself with, for the name `localhost`. */
  readonly certificate: string;
  /** Delivers a mail as a mail server would: into `new/`, by renaming. */
  deliver(raw: string | Buffer): void;
  /** The flags in the name of each mail, oldest first: `S` for one that was seen. */
  flags(): readonly string[];
  start(): Promise<void>;
  /** Kills it and whatever it started. */
  kill(): Promise<void>;
  /** While it does not run: mails are to get new numbers, from 1 on, under this validity. */
  numberAnew(uidValidity: number): void;
}

const PASSWORD = 'correct horse';

/** A private Dovecot in a folder of its own, which ends with the test. No service of the system is touched. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = temporaryFolder();
  const port = await freePort();
  const maildir = join(folder, 'home', 'Maildir');
  const { certificate, privateKey } = selfSigned('localhost', '200101', '491231');
  writeFileSync(join(folder, 'cert.pem'), certificate);
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'users'), `ali:{PLAIN}${PASSWORD}\n`);
  writeFileSync(join(folder, 'dovecot.conf'), configuration(folder, port));
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, name), { recursive: true });
  belongsToMailUser(folder, maildir);
  let child: ChildProcess | null = null;
  let count = 0;
  const kill = async (): Promise<void> => {
    if (child?.pid === undefined) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    // Its own process group: the master and all that it started.
    process.kill(-child.pid, 'SIGKILL');
    await ended;
    child = null;
  };
  const start = async (): Promise<void> => {
    rmSync(join(folder, 'run', 'master.pid'), { force: true });
    child = spawn('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], {
      detached: true,
      stdio: 'ignore',
    });
    await untilItListens(port);
  };
  onTestFinished(kill);
  await start();
  return {
    mailbox: { host: '127.0.0.1', port, security: 'plain', user: 'ali', password: PASSWORD, folder: 'INBOX' },
    certificate,
    deliver: (raw) => {
      count += 1;
      const name = `${1_700_000_000 + count}.M${count}.test`;
      const path = join(maildir, 'tmp', name);
      writeFileSync(path, raw);
      giveToMailUser(path);
      renameSync(path, join(maildir, 'new', name));
    },
    flags: () =>
      ['cur', 'new']
        .flatMap((part) => readdirSync(join(maildir, part)))
        .toSorted()
        .map((name) => /:2,(\w*)$/.exec(name)?.[1] ?? ''),
    start,
    kill,
    numberAnew: (uidValidity) => {
      for (const name of readdirSync(maildir))
        if (name.startsWith('dovecot')) rmSync(join(maildir, name), { recursive: true });
      const list = join(maildir, 'dovecot-uidlist');
      writeFileSync(list, `3 V${uidValidity} N1\n`);
      giveToMailUser(list);
    },
  };
}

function configuration(folder: string, port: number): string {
  const { uid, gid } = mailUser();
  const login = isRoot()
    ? ''
    : `default_internal_user = ${userInfo().username}\ndefault_login_user = ${userInfo().username}\n`;
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
${login}default_internal_group = ${isRoot() ? 'dovecot' : '$default_internal_user'}
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:~/Maildir
first_valid_uid = ${uid}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Dovecot reads no mail as root. */
function mailUser(): { readonly uid: number; readonly gid: number } {
  const { uid, gid } = userInfo();
  return isRoot() ? { uid: 65_534, gid: 65_534 } : { uid, gid };
}

function giveToMailUser(path: string): void {
  const { uid, gid } = mailUser();
  if (isRoot()) chownSync(path, uid, gid);
}

function belongsToMailUser(folder: string, maildir: string): void {
  chmodSync(folder, 0o755);
  for (const path of [
    join(folder, 'home'),
    maildir,
    ...readdirSync(maildir).map((name) => join(maildir, name)),
  ])
    giveToMailUser(path);
}

/** A process of its own is waited for as no other test waits: it has no clock of ours. */
async function untilItListens(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await greets(port)) return;
    await setTimeout(50);
  }
  throw new Error('Dovecot does not listen');
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (found: boolean) => () => {
      socket.destroy();
      resolve(found);
    };
    socket.on('data', end(true));
    socket.on('error', end(false));
    socket.on('close', end(false));
  });
}
