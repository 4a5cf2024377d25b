import {createKey} from './commands/key.ts';
import {importFrameworkFile} from './commands/import.ts';
import {addMemberTo} from './commands/member.ts';
import {serve} from './commands/serve.ts';
import {createSpaceNamed} from './commands/space.ts';
import {mintToken} from './commands/token.ts';
import type {Terminal} from './terminal.ts';
import {UsageError} from './usage-error.ts';

export type {Terminal};

/** A command takes the words after its name, and answers with the exit code. */
type Command = (words: string[], terminal: Terminal) => Promise<number>;

const commands = new Map<string, Command>([
  ['serve', serve],
  ['key create', createKey],
  ['token mint', mintToken],
  ['space create', createSpaceNamed],
  ['member add', addMemberTo],
  ['import framework', importFrameworkFile],
]);

const USAGE = `hubkit <command>

  serve             Runs the service.
                      --host 127.0.0.1  --port 8787  --data ./hubkit-data  --url <public address>
                      --origins <https://portal.example,…>  --log  --demo
  space create      Makes a space.              --name <name>  [--kind programme]
  member add        Adds a person to a space.   --space <id>  --subject <the host’s id>  --name <name>
                      [--role school]  [--organisation <name>]  [--organisation-id <id>]  [--urn <six digits>]
  key create        Makes an API key, shown once.
                      --name <name>  --scopes <read,write,admin,mint>  [--space <id>]
  token mint        Mints an embed token for a trial.
                      --space <id>  --subject <the host’s id>  --origin <https://…>  [--lifetime 600]  [--url …]
  import framework  Stores a framework file.    <file>  --space <id>

Every command takes --data, the folder of the database. Outside this machine the service takes its signing key from
HUBKIT_SIGNING_KEY (a JWK) and its pepper from HUBKIT_PEPPER.`;

/** parseArgs says what is wrong with an option in an error of its own. */
const isAboutWords = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/**
 * Runs one command.
 *
 * @param words - what stands after `hubkit`.
 * @returns the exit code: 0 done, 1 refused, 2 asked for wrongly.
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const [first = '', second = '', ...others] = words;
  if (words.length === 0 || first === 'help' || words.includes('--help')) {
    terminal.out(USAGE);
    return words.length === 0 ? 2 : 0;
  }
  const two = commands.get(`${first} ${second}`);
  const one = commands.get(first);
  const rest = two ? others : words.slice(1);
  const command = two ?? one;
  if (!command) {
    terminal.error(`There is no command “${[first, second].join(' ').trim()}”.\n\n${USAGE}`);
    return 2;
  }
  try {
    return await command([...rest], terminal);
  } catch (error) {
    if (!(error instanceof UsageError) && !isAboutWords(error)) throw error;
    terminal.error(error.message);
    return error instanceof UsageError ? 1 : 2;
  }
}
