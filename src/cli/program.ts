import { Command, CommanderError } from 'commander';
import type { Environment, ExitCode, Finish } from './environment.ts';
import { addEditing } from './groups/editing.ts';
import { addEditors } from './groups/editors.ts';
import { addInbound } from './groups/inbound.ts';
import { addMailing } from './groups/mailing.ts';
import { addPlanning } from './groups/planning.ts';
import { addPublishing } from './groups/publishing.ts';
import { addReaders } from './groups/readers.ts';
import { addRunning } from './groups/running.ts';
import { addStarting } from './groups/starting.ts';

/** Runs one command line. Results go to the terminal; the exit code is the value. */
export async function runProgram(argv: readonly string[], environment: Environment): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = buildProgram(environment, (outcome) => {
    code = outcome;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong with the call; help and --version end this way too, with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return code;
}

function buildProgram(environment: Environment, finish: Finish): Command {
  const program = new Command('fortnight')
    .description('A blog and newsletter on a fixed cadence, planned in calendar/calendar.yaml.')
    .version(environment.version)
    .helpCommand(false)
    .showHelpAfterError('(run with --help to see what is allowed)')
    .exitOverride()
    // Long names of commands leave less than the 40 columns below which descriptions would not be wrapped.
    .configureHelp({ minWidthToWrap: 30 })
    .configureOutput({
      writeOut: (text) => environment.terminal.out(text.trimEnd()),
      writeErr: (text) => environment.terminal.err(text.trimEnd()),
    })
    .addHelpText('after', AFTER_HELP);
  addStarting(program, environment, finish);
  addPlanning(program, environment, finish);
  addEditing(program, environment, finish);
  addEditors(program, environment, finish);
  addPublishing(program, environment, finish);
  addMailing(program, environment, finish);
  addReaders(program, environment, finish);
  addInbound(program, environment, finish);
  addRunning(program, environment, finish);
  inheritSettings(program);
  return program;
}

const AFTER_HELP = `
Start here:
  fortnight check            find faults in the calendar before they cost a publishing day
  fortnight plan             see what comes out when, and when the queue runs dry
  fortnight serve            run the site and the worker

Exit codes: 0 done; 1 the answer is no, or it failed; 2 the call or the configuration is wrong.`;

/** Commander gives settings to subcommands only when they are created after; ours are grouped by topic instead. */
function inheritSettings(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inheritSettings(child);
  }
}
