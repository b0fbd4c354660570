import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { build } from '../../scripts/build.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SIZES = [52, 520, 5_200];
const KEYSTROKES = 60;

/** How long diagnostics take after a keystroke, as an editor sees it: from sending the change to having the answer. */
async function measureKeystrokes() {
  await build();
  const rows = [];
  for (const topics of SIZES) rows.push({ topics, ...(await typeInto(calendarOf(topics))) });
  process.stdout.write(
    'topics    characters   open   keystroke p50   p95   max   with a fault p50   p95   (milliseconds)\n',
  );
  for (const { topics, characters, open, sound, faulty } of rows) {
    const cells = [
      [topics, 6],
      [characters, 14],
      [open, 7],
      [sound.p50, 16],
      [sound.p95, 6],
      [sound.max, 6],
      [faulty.p50, 19],
      [faulty.p95, 6],
    ];
    process.stdout.write(`${cells.map(([cell, width]) => String(cell).padStart(width)).join('')}\n`);
  }
  process.stdout.write(`${JSON.stringify({ bench: 'lsp-keystrokes', rows })}\n`);
}

/** The shipped calendar with so many topics more or less. */
function calendarOf(count) {
  const shipped = readFileSync(join(ROOT, 'calendar', 'calendar.yaml'), 'utf8');
  const head = shipped
    .slice(0, shipped.indexOf('\ntopics:\n'))
    .replace(/^ *start_here:.*\n/gm, '')
    .replace(/^series:[\s\S]*?\n\n/m, '');
  const topic = (index) => `  - id: topic-${index}
    title: "Topic ${index}: what it says, and to whom"
    track: networking
    status: ${index % 3 === 0 ? 'draft' : 'idea'}
    summary: One sentence on what is in topic ${index}, and why it is worth the time of a reader.
`;
  return `${head}\ntopics:\n${Array.from({ length: count }, (_, index) => topic(index)).join('\n')}`;
}

async function typeInto(text) {
  const workspace = mkdtempSync(join(tmpdir(), 'fortnight-keystrokes-'));
  mkdirSync(join(workspace, 'calendar', 'posts'), { recursive: true });
  const server = spawn(process.execPath, [join(ROOT, 'dist', 'main.js'), 'lsp'], {
    cwd: workspace,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uri = pathToFileURL(join(workspace, 'calendar', 'calendar.yaml')).href;
  let arrived = () => {};
  connection.onNotification('textDocument/publishDiagnostics', (params) => arrived(params));
  connection.listen();
  const timed = async (method, params, version) => {
    const begun = performance.now();
    const answer = new Promise((done) => {
      arrived = (diagnostics) => diagnostics.version === version && done(diagnostics.diagnostics.length);
    });
    await connection.sendNotification(method, params);
    const faults = await answer;
    return { took: performance.now() - begun, faults };
  };
  try {
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await connection.sendNotification('initialized', {});
    const opened = await timed(
      'textDocument/didOpen',
      { textDocument: { uri, languageId: 'yaml', version: 1, text } },
      1,
    );
    const lines = text.split('\n');
    const type = (version, line, character, word) =>
      timed(
        'textDocument/didChange',
        {
          textDocument: { uri, version },
          contentChanges: [{ range: { start: { line, character }, end: { line, character } }, text: word }],
        },
        version,
      );
    const kinds = { sound: [], faulty: [] };
    let version = 1;
    for (let stroke = 0; stroke < KEYSTROKES; stroke++) {
      const near = Math.floor(((stroke + 0.5) / KEYSTROKES) * lines.length);
      const title = lines.findIndex((line, index) => index >= near && line.startsWith('    title: "'));
      const line = title === -1 ? lines.findLastIndex((each) => each.startsWith('    title: "')) : title;
      kinds.sound.push((await type(++version, line, '    title: "'.length, 'x')).took);
      // Half a key on a line of its own, as while typing a new field; then the rest of it.
      kinds.faulty.push((await type(++version, line, 0, '    tag\n')).took);
      const end = { line: line + 1, character: 0 };
      version += 1;
      await timed(
        'textDocument/didChange',
        {
          textDocument: { uri, version },
          contentChanges: [{ range: { start: { line, character: 0 }, end }, text: '' }],
        },
        version,
      );
    }
    return {
      characters: text.length,
      open: Math.round(opened.took),
      faults: opened.faults,
      sound: summary(kinds.sound),
      faulty: summary(kinds.faulty),
    };
  } finally {
    server.kill('SIGKILL');
    connection.dispose();
    rmSync(workspace, { recursive: true, force: true });
  }
}

function summary(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1));
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

await measureKeystrokes();
