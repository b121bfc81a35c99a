/** What `assembly/` compiles to, as text (base64): see scripts/set-up/kernels-plugin.mjs. */
declare module 'virtual:kernels' {
  const kernels: string;
  export default kernels;
}
