import path from 'node:path';
import {parseArgs} from 'node:util';
import {forget, startDemonstration} from './demonstration.ts';

const {values} = parseArgs({
  options: {
    port: {type: 'string', default: '4170'},
    fresh: {type: 'boolean', default: false},
  },
});
const data = path.resolve(import.meta.dirname, '../.data');
if (values.fresh) await forget(data);

try {
  const running = await startDemonstration({
    data,
    servicePort: Number(values.port) + 1,
    hostPort: Number(values.port),
  });
  console.info(`
Hubkit is running.

  The demonstration   ${running.url}
  Two people at once  ${running.url}/together
  The service         ${running.service}/openapi.json

The schools and people are made up; what you write stays in ${path.relative(process.cwd(), data)}. Ctrl+C ends it.
`);
  const end = () => {
    void running.close().then(() => process.exit(0));
  };
  process.once('SIGINT', end).once('SIGTERM', end);
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  console.error(
    `Port ${values.port} or the next one is taken. Say another: npm start -- --port 4270`,
  );
  process.exitCode = 1;
}
