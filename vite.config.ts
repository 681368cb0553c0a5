import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev` draws the pages with a server that runs beside it: `npm start -- serve --port 4321`. */
export default defineConfig({
  root: fileURLToPath(new URL('src/web', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    // The content-security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // Pictures are drawn by one large part that loads after the sentence.
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': process.env.SAMEBOAT_SERVER ?? 'http://localhost:4321' } },
});
