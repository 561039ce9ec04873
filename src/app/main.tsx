import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../charts/charts.css';
import './app.css';
import { Combobox, createTheme, MantineProvider, SegmentedControl } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createEngine } from '../engine/client';
import { startI18n } from '../locales/i18n';
import { createAppStore } from '../store/store';
import { App } from './App';
import { AppProvider } from './context';
import { reportProblem } from './report';
import { startSession } from './session';
import { followLinks } from './share/followLinks';

const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  fontFamily: 'Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  defaultRadius: 'md',
  components: {
    // A closed list of classes would stand in the page with all its entries otherwise, made anew for each image.
    Combobox: Combobox.extend({ defaultProps: { keepMounted: false } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { color: 'indigo', radius: 'md', withItemsBorders: false } }),
  },
});

const i18n = await startI18n();
const store = createAppStore();
followLinks(store);
const session = startSession(store, createEngine(), document.baseURI, reportProblem);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Notifications position="bottom-center" />
        <AppProvider app={{ store, session }}>
          <App />
        </AppProvider>
      </MantineProvider>
    </I18nextProvider>
  </StrictMode>,
);
