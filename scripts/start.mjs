// `npm start`: installs what is missing, then starts everything (architecture sheet §5). Arguments after `--` go to `shishobako start`.
import { runCommand } from './run.mjs';

await runCommand(['start', ...process.argv.slice(2)]);
