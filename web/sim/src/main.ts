import { createApp } from "vue";
import App from "./App.vue";
import { createSimulator, simulatorKey } from "./simulator.ts";
import "./styles/base.css";
import "./styles/phone.css";
import "./styles/chat.css";
import "./styles/input.css";
import "./styles/panels.css";

createApp(App).provide(simulatorKey, createSimulator()).mount("#app");
