/// <reference types="vite/client" />

/** Address of the packed catalogue (catalogue-pack.ts). */
declare module 'virtual:catalogue-pack' {
  const url: string;
  export default url;
}
