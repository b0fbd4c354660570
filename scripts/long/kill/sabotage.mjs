/**
 * Ways to make a ledger lie, as triggers: whatever the program does, the rows say otherwise. A kill test that finds nothing in them proves nothing.
 * @type {Readonly<Record<string, { words: string, sql: string }>>}
 */
export const SABOTAGES = {
  resend: {
    words: 'what a dead worker left open is queued again',
    sql: `CREATE TRIGGER sabotage AFTER UPDATE OF state ON deliveries WHEN OLD.state = 'sending' AND NEW.state = 'uncertain'
      BEGIN UPDATE deliveries SET state = 'queued' WHERE id = NEW.id; END`,
  },
  early: {
    words: 'a message counts as sent when it is begun',
    sql: `CREATE TRIGGER sabotage AFTER UPDATE OF state ON deliveries WHEN NEW.state = 'sending'
      BEGIN UPDATE deliveries SET state = 'sent' WHERE id = NEW.id; END`,
  },
  forget: {
    words: 'some deliveries are never written',
    sql: `CREATE TRIGGER sabotage AFTER INSERT ON deliveries WHEN NEW.id % 100 = 0
      BEGIN DELETE FROM deliveries WHERE id = NEW.id; END`,
  },
};
