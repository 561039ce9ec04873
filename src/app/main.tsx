import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../charts/charts.css';
import './app.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createEngine } from '../engine/client';
import { startI18n } from '../locales/i18n';
import { embedOf } from '../store/permalink';
import { createAppStore } from '../store/store';
import { App } from './App';
import { AppProvider } from './context';
import { sayNetworks } from './network/sayNetwork';
import { Notices } from './Notices';
import { startOffline } from './offline/start';
import { reportProblem } from './report';
import { installScript } from './script/install';
import { startSession } from './session';
import { followLinks } from './share/followLinks';

const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  fontFamily: 'Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  defaultRadius: 'md',
  components: {
    // A closed list of classes would stand in the page with all its entries otherwise, made anew for each image.
    Combobox: { defaultProps: { keepMounted: false } },
    // The list itself scrolls then (app.css), which the field is known to control; a box around it nobody can reach by keyboard.
    Select: { defaultProps: { withScrollArea: false } },
  },
});

const i18n = await startI18n(navigator.languages);
const store = createAppStore();
store.setState({ embed: embedOf(window.location.hash) });
const session = startSession(store, createEngine(), document.baseURI, reportProblem);
followLinks(store, session);
sayNetworks(store);
installScript(store);
startOffline(store);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <AppProvider app={{ store, session }}>
          <Notices />
          <App />
        </AppProvider>
      </MantineProvider>
    </I18nextProvider>
  </StrictMode>,
);
