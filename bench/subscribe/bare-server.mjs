// What a sign-up cannot cost less than with these tools: the same HTTP server and one durable insert for each request.

import { serve } from '@hono/node-server';
import Database from 'better-sqlite3';
import { Hono } from 'hono';

const db = new Database(process.argv[2]);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE sign_ups (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, at INTEGER NOT NULL)');
const insert = db.prepare('INSERT INTO sign_ups (email, at) VALUES (?, ?)');
const app = new Hono();
app.post('/api/subscribe', async (context) => {
  const { email } = await context.req.json();
  insert.run(email, Date.now());
  return context.json({ status: 'thank you' }, 202);
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.stdout.write(`listening on 127.0.0.1:${port}\n`);
});
