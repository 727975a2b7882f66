// Start of the citizen app: trust list first, then this device, then the screen.
import '../no-eval.ts';
import { createRoot } from 'react-dom/client';
import { citizenEn } from '../i18n/citizen.en.ts';
import { citizenJa } from '../i18n/citizen.ja.ts';
import { languageOf, startI18n } from '../i18n/start-i18n.ts';
import { markTelevision } from '../ui/arrow-keys.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { makeDeviceCitizenApi } from './api/device-citizen-api.ts';
import { fetchConfig } from './api/fetch-config.ts';
import { CitizenApp } from './app.tsx';

const root = createRoot(document.getElementById('root') as HTMLElement);
markTelevision();
const i18n = await startI18n('citizen', { ja: citizenJa, en: citizenEn });
const config = await fetchConfig();
if (config.ok) {
  document.title = i18n.t('name', { ns: 'citizen' });
  root.render(<CitizenApp api={await makeDeviceCitizenApi(config.value, () => languageOf(i18n))} />);
} else {
  root.render(
    <main className="mx-auto max-w-xl p-6 pt-16">
      <ErrorPanel error={config.error} onRetry={() => location.reload()} />
    </main>,
  );
}
