import { topicOf } from '../../app/topic-of.ts';
import { whyTopic } from '../../domain/schedule/why.ts';
import { wordsOfReason } from '../../domain/schedule/why-words.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { planInput } from '../planning.ts';

/** `fortnight why TOPIC`: the chain of reasons for its date. */
export async function why(
  environment: Environment,
  id: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const input = await planInput(environment);
  const topic = topicOf(input.calendar, id);
  const reasons = whyTopic({ ...input, topic: topic.id });
  if (options.json === true) {
    const listed = reasons.map((reason) => ({ ...reason, words: wordsOfReason(reason) }));
    terminal.out(
      JSON.stringify({ version: 1, topic: topic.id, title: topic.title, reasons: listed }, null, 2),
    );
    return 0;
  }
  terminal.out(
    `${terminal.paint('strong', topic.title)}  ${terminal.paint('muted', `${topic.id}, line ${topic.line}`)}`,
  );
  for (const reason of reasons) terminal.out(`  ${wordsOfReason(reason)}`);
  return 0;
}
