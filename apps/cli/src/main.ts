// The command line. Each command lives in a file of its own and is loaded only when it is called.
import { Command } from 'commander';
import { StartError } from './start/start-error.ts';

const commands = {
  start: async (program: Command) => (await import('./commands/start.command.ts')).startCommand(program),
  serve: async (program: Command) => (await import('./commands/serve.command.ts')).serveCommand(program),
  send: async (program: Command) => (await import('./commands/send.command.ts')).sendCommand(program),
  open: async (program: Command) => (await import('./commands/open.command.ts')).openCommand(program),
  'card-bridge': async (program: Command) => (await import('./commands/card-bridge.command.ts')).cardBridgeCommand(program),
  conform: async (program: Command) => (await import('./commands/conform.command.ts')).conformCommand(program),
  plan: async (program: Command) => (await import('./commands/plan.command.ts')).planCommand(program),
  collect: async (program: Command) => (await import('./commands/plan.command.ts')).collectCommand(program),
  'concierge:score': async (program: Command) => (await import('./commands/plan.command.ts')).scoreCommand(program),
  verifiers: async (program: Command) => (await import('./commands/verifiers.command.ts')).verifiersCommand(program),
  verify: async (program: Command) => (await import('./commands/verify.command.ts')).verifyCommand(program),
};

const program = new Command('shishobako')
  .description('私書箱 Shishobako: a sealed e-P.O.Box for citizens, agencies and operators')
  .version('0.1.0')
  .showHelpAfterError();
const wanted = process.argv[2];
if (wanted !== undefined && wanted in commands) await commands[wanted as keyof typeof commands](program);
else for (const add of Object.values(commands)) await add(program);

// A reader that has seen enough (head, less) closes the pipe; that is no fault.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof StartError) console.error(`\n  ${error.ja}\n  ${error.en}\n`);
  else console.error(error);
  process.exit(1);
}
