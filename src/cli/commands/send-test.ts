import { sendTest as send } from '../../app/preview.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight send-test TOPIC ADDRESS`. */
export async function sendTest(environment: Environment, topic: string, address: string): Promise<ExitCode> {
  const app = await environment.app();
  const reply = await send(app, topic, address);
  const { terminal } = environment;
  terminal.out(`${terminal.paint('good', 'sent')} ${topic} to ${address}: ${reply}`);
  if (app.config.relays.length === 0)
    terminal.out('It is in the embedded mailbox: run `fortnight web` and open /mailbox');
  return 0;
}
