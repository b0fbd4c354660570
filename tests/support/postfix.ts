import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './stores.ts';

export interface Postfix {
  /** Where it takes mail by SMTP. */
  readonly port: number;
  /** Hands a mail in on the command line, as a local program does. */
  sendmail(from: string, to: readonly string[], raw: string): void;
  /** Tries everything that waits once more, now. */
  flush(): void;
  /** What waits, as `postqueue -p` tells it. */
  queue(): string;
  /** Resolves when the log has such a line. */
  logged(line: RegExp): Promise<void>;
}

/**
 * A private Postfix in a folder of its own, which ends with the test: no service of the system is touched.
 * @param settings lines of `main.cf` that say what it hands over, and to whom
 */
export async function startPostfix(settings: string): Promise<Postfix> {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const etc = join(folder, 'etc');
  const port = await freePort();
  for (const name of ['etc', 'queue', 'data', 'log']) mkdirSync(join(folder, name));
  chownSync(join(folder, 'data'), Number(say('id', ['-u', 'postfix'])), 0);
  writeFileSync(join(etc, 'main.cf'), `${mainConfiguration(folder)}${settings}\n`);
  writeFileSync(join(etc, 'master.cf'), masterConfiguration(port));
  // Registered first, so that a start that fails half-way ends too.
  onTestFinished(() => void spawnSync('/usr/sbin/postfix', ['-c', etc, 'stop']));
  say('/usr/sbin/postfix', ['-c', etc, 'start']);
  return {
    port,
    sendmail: (from, to, raw) => void say('/usr/sbin/sendmail', ['-C', etc, '-i', '-f', from, ...to], raw),
    flush: () => void say('/usr/sbin/postqueue', ['-c', etc, '-f']),
    queue: () => say('/usr/sbin/postqueue', ['-c', etc, '-p']),
    logged: async (line) => {
      // Postfix has no clock of ours.
      for (let tries = 0; tries < 600; tries += 1) {
        if (line.test(readFileSync(join(folder, 'log', 'mail.log'), 'utf8'))) return;
        await setTimeout(50);
      }
      throw new Error(
        `Postfix never logged ${line}:\n${readFileSync(join(folder, 'log', 'mail.log'), 'utf8')}`,
      );
    },
  };
}

function say(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

/** The name is that of the blog, as on a machine that runs both: a mail server may take that for itself. */
function mainConfiguration(folder: string): string {
  return `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folder}/log/mail.log
maillog_file_prefixes = ${folder}
myhostname = blog.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
smtp_dns_support_level = disabled
`;
}

function masterConfiguration(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
