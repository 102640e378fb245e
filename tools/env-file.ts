// What `npm run` starts reads `.env` beside package.json: what the environment sets already stays. (Node's own flag
// --env-file-if-exists says so on every start without a file.)
import { existsSync } from 'node:fs';

if (existsSync('.env')) process.loadEnvFile('.env');
