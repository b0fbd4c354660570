import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  /** Signed by itself; whoever trusts it trusts the other two. */
  readonly authority: Certificate;
  readonly good: Certificate;
  readonly expired: Certificate;
  readonly otherName: Certificate;
}

/** Makes certificates for 127.0.0.1 with openssl; null where there is none. */
export function makeCertificates(): Certificates | null {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-certificates-'));
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  };
  const read = (name: string): Certificate => ({
    cert: readFileSync(join(folder, `${name}.crt`), 'utf8'),
    key: readFileSync(join(folder, `${name}.key`), 'utf8'),
  });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const issue = (name: string, alternative: string, ...validity: string[]): Certificate => {
    writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${alternative}\n`);
    openssl('req', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'authority.crt', '-CAkey', 'authority.key'],
      ...['-CAcreateserial', '-extfile', `${name}.ext`, '-out', `${name}.crt`, ...validity],
    );
    return read(name);
  };
  try {
    const subject = ['-subj', '/CN=authority', '-keyout', 'authority.key', '-out', 'authority.crt'];
    openssl('req', '-x509', ...newKey, '-days', '2', ...subject);
    return {
      authority: read('authority'),
      good: issue('good', 'IP:127.0.0.1,DNS:localhost', '-days', '2'),
      expired: issue('expired', 'IP:127.0.0.1,DNS:localhost', '-days', '-1'),
      otherName: issue('other', 'DNS:elsewhere.example', '-days', '2'),
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
