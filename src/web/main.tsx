import '@fontsource-variable/inter/opsz.css';
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/parts.css';
import './style/import.css';
import './style/decide.css';
import './style/sign-in.css';
import './style/print.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { Problem } from './api.ts';
import { Gate } from './shell/Gate.tsx';
import { applyTheme, storedTheme } from './theme.ts';

applyTheme(storedTheme());

/** A session may end while a page is open: then it asks to sign in. */
const queryCache = new QueryCache({
  onError: (error) => {
    if (error instanceof Problem && error.status === 401) {
      void client.invalidateQueries({ queryKey: ['who'] });
    }
  },
});

const client: QueryClient = new QueryClient({
  queryCache,
  defaultOptions: { queries: { staleTime: 60_000, retry: false, refetchOnWindowFocus: false } },
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Gate>
        <App />
      </Gate>
    </QueryClientProvider>
  </StrictMode>,
);
