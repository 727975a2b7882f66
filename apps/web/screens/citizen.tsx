// The citizen app on the fixture: `?path=/letters&box=many&lang=en`.
import '../src/no-eval.ts';
import { createMemoryHistory } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { CitizenApp } from '../src/citizen/app.tsx';
import { citizenEn } from '../src/i18n/citizen.en.ts';
import { citizenJa } from '../src/i18n/citizen.ja.ts';
import { startI18n } from '../src/i18n/start-i18n.ts';
import { markTelevision } from '../src/ui/arrow-keys.ts';
import { makeFixtureApi } from './fixture-api.ts';

const asked = new URLSearchParams(location.search);
markTelevision();
await startI18n('citizen', { ja: citizenJa, en: citizenEn });
const history = createMemoryHistory({ initialEntries: [asked.get('path') ?? '/'] });
createRoot(document.getElementById('root') as HTMLElement).render(
  <CitizenApp api={makeFixtureApi(asked.get('box') ?? '')} history={history} />,
);
