import { createHash, sign } from 'node:crypto';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const FILE = new URL(import.meta.url);

/**
 * The designs that were not chosen: node:worker_threads, one a core, which get what there is to sign in batches.
 * @param {'texts' | 'messages'} what `texts`: the header is put together here and the workers only sign; `messages`: they do everything
 */
export async function openWorkers(what, { url, program }, sources, threads) {
  const workers = Array.from({ length: threads }, () => new Worker(FILE, { workerData: { url, sources } }));
  const pending = new Map();
  let batch = [];
  let turn = 0;
  for (const worker of workers) {
    worker.on('message', (answers) => {
      for (const [id, answer] of answers) {
        pending.get(id)(answer);
        pending.delete(id);
      }
    });
  }
  const flush = () => {
    // To each its part, so that none is idle while another has them all.
    const share = Math.ceil(batch.length / threads);
    for (let from = 0; from < batch.length; from += share)
      workers[turn++ % threads].postMessage(batch.slice(from, from + share));
    batch = [];
  };
  const keys = program.parseKeys(sources);
  let last = 0;
  const ask = (job) =>
    new Promise((resolve) => {
      const id = last++;
      pending.set(id, resolve);
      if (batch.push([id, job]) === 1) setImmediate(flush);
    });
  return {
    sign: async (raw, at) => {
      if (what === 'messages') return Buffer.concat([Buffer.from(await ask({ raw, at }), 'latin1'), raw]);
      const parts = prepare(program, keys, raw, at);
      const signatures = await ask({ texts: parts.map(({ text }) => text) });
      const fields = parts.map(({ unsigned }, index) =>
        program.signedField(unsigned, Buffer.from(signatures[index])),
      );
      return Buffer.concat([Buffer.from(fields.join(''), 'latin1'), raw]);
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}

/** What is to be signed, by each key, and the field it goes into: all that a signature takes but the mathematics. */
export function prepare(program, keys, raw, at) {
  const { fields, body } = program.partMessage(raw);
  const names = program.namesToSign(fields);
  const text = program.signedText(fields, names);
  const bodyHash = createHash('sha256').update(program.relaxedBody(body), 'latin1').digest('base64');
  return keys.map((key) => {
    const unsigned = program.unsignedField({ ...key, domain: 'blog.example', at, names, bodyHash });
    return { unsigned, text: text + program.relaxedField({ name: 'dkim-signature', raw: unsigned }) };
  });
}

/** The mathematics. */
export function signNow({ algorithm, privateKey }, text) {
  const octets = Buffer.from(text, 'latin1');
  if (algorithm === 'rsa') return sign('sha256', octets, privateKey);
  return sign(null, createHash('sha256').update(octets).digest(), privateKey);
}

async function work({ url, sources }) {
  const program = await import(url);
  const keys = program.parseKeys(sources);
  const answer = ({ raw, at, texts }) => {
    if (texts !== undefined) return texts.map((text, index) => signNow(keys[index], text));
    const parts = prepare(program, keys, Buffer.from(raw.buffer, raw.byteOffset, raw.length), at);
    return parts
      .map(({ unsigned, text }, index) => program.signedField(unsigned, signNow(keys[index], text)))
      .join('');
  };
  parentPort.on('message', (jobs) => parentPort.postMessage(jobs.map(([id, job]) => [id, answer(job)])));
}

if (!isMainThread) await work(workerData);
