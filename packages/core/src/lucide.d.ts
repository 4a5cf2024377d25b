declare module 'lucide/dist/esm/icons/*' {
  const data: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  export default data;
}
