import {size} from './size.ts';

const benches: Record<string, () => void | Promise<void>> = {size};
const [name = ''] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench) await bench();
else {
  console.error(`There is no bench “${name}”. There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
}
