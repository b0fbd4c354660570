import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What of the program is measured, and what a worker of another design would need of it. */
const ENTRY = `
  export { openSigner, signRaw } from './src/mail/dkim/signer.ts';
  export { parseKeys } from './src/mail/dkim/keys.ts';
  export { partMessage, relaxedBody, relaxedField } from './src/mail/dkim/canonical.ts';
  export { namesToSign, signedText } from './src/mail/dkim/signed-fields.ts';
  export { signedField, unsignedField } from './src/mail/dkim/signature-field.ts';
  export { openSmtpRelay } from './src/mail/smtp/smtp-relay.ts';
`;

/** Bundles it from its sources. @returns `url` for a worker to import; `done` removes it */
export async function loadProgram() {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-bench-'));
  const outfile = join(folder, 'program.mjs');
  const stdin = { contents: ENTRY, resolveDir: ROOT, loader: 'ts' };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm' });
  const { href: url } = pathToFileURL(outfile);
  return { url, program: await import(url), done: () => rmSync(folder, { recursive: true }) };
}

/** Key files of either kind, as `parseKeys` takes them. */
export function makeSources() {
  const made = {
    rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ed25519: generateKeyPairSync('ed25519'),
  };
  return Object.entries(made).map(([selector, { privateKey }]) => ({
    selector,
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    file: selector,
  }));
}

/** A message like an edition's: its fields, and quoted-printable with code in it. */
export function messageOf(size) {
  const fields = [
    'From: Ali <ali@blog.example>',
    'To: Alice <alice@example.org>',
    'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe=3A?= Raft, part 1',
    'Message-ID: <e.12.3456.0123456789abcdef0123@blog.example>',
    'Reply-To: reply@blog.example',
    'List-Unsubscribe:\r\n <https://blog.example/unsubscribe/u1.0123456789abcdef0123456789abcdef>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'List-Id: "Professional Imposter Syndrome" <fortnight.blog.example>',
    'List-Help: <https://blog.example/leave>',
    'List-Owner: <mailto:ali@blog.example>',
    'List-Post: NO',
    'List-Archive: <https://blog.example/archive/>',
    'Archived-At: <https://blog.example/posts/raft-1/>',
    'Feedback-ID: regular-raft-1:edition:blog.example:fortnight',
    'Precedence: bulk',
    'Date: Tue, 08 Dec 2026 19:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative;\r\n boundary="--_NmP-0123456789abcdef-Part_1"',
  ];
  const prose = '<p class=3D"a-text" style=3D"margin:0 0 16px">A term is a number and so=\r\n';
  const code = '    if (voted) {=20\r\n        return  term;\r\n';
  const stretch = prose.repeat(6) + code;
  const body = stretch.repeat(Math.ceil(size / stretch.length)).slice(0, size);
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\n${body}\r\n`, 'latin1');
}
