import { spawnSync } from 'node:child_process';

/** A mail as Python's `email` package reads it. */
export interface PythonMail {
  readonly to: readonly (readonly [name: string, address: string])[];
  readonly subject: string;
  readonly messageId: string;
  readonly unsubscribe: string;
  readonly parts: readonly (readonly [type: string, words: string])[];
  readonly defects: readonly string[];
}

const SCRIPT = `
import base64, email, email.policy, json, sys
def read(octets):
    mail = email.message_from_bytes(octets, policy=email.policy.default)
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    return {
        'to': [[one.display_name, one.addr_spec] for one in mail['to'].addresses],
        'subject': str(mail['subject']),
        'messageId': str(mail['message-id']),
        'unsubscribe': str(mail['list-unsubscribe']),
        'parts': [[part.get_content_type(), part.get_payload(decode=True).decode('utf-8')] for part in leaves],
        'defects': [type(defect).__name__ for part in mail.walk() for defect in part.defects],
    }
print(json.dumps([read(base64.b64decode(mail)) for mail in json.load(sys.stdin)]))
`;

/** Reads mails with Python; null where there is none. */
export function readWithPython(mails: readonly Buffer[]): readonly PythonMail[] | null {
  const input = JSON.stringify(mails.map((mail) => mail.toString('base64')));
  const ran = spawnSync('python3', ['-c', SCRIPT], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (ran.error !== undefined && 'code' in ran.error && ran.error.code === 'ENOENT') return null;
  if (ran.status !== 0) throw new Error(`python3 failed: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}
