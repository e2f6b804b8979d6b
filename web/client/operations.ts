// Made by `npm run client` from the declarations of the API. Do not edit.
export interface Operations {
  /**
   * Signs in with the code of `wx.login`. Somebody the station does not know yet gets a ticket to register with.
   */
  signInByWechat: {
    input: {
      body: {
        code: string;
        role?: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer:
      | SignedIn
      | {
          /**
           * send to POST /v1/people/me within fifteen minutes
           */
          registration: string;
        };
  };
  /**
   * Who is signed in, and in which role.
   */
  getSession: {
    input: {};
    answer: {
      personId: string;
      role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      roles: ("resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver")[];
      isSteppedUp: boolean;
      endsAt: string;
    };
  };
  /**
   * Ends this session, at once.
   */
  signOut: {
    input: {};
    answer: null;
  };
  /**
   * Registers somebody new as a resident and signs them in. A station that knows them already binds them itself.
   */
  register: {
    input: {
      body: {
        /**
         * the ticket of the sign-in
         */
        registration: string;
        name: string;
        calledAs?: string;
        gender: "female" | "male";
        birthDate?: string;
        communityId: string;
        phone?: string;
        address?: string;
        /**
         * to how the station uses what it is told; shown before
         */
        hasConsented: true;
      };
    };
    answer: SignedIn;
  };
  /**
   * Gives the next access token and the next refresh token. A refresh token used twice ends the session.
   */
  refreshSession: {
    input: {
      body: {
        refreshToken: string;
      };
    };
    answer: SignedIn;
  };
  /**
   * Acts in another of the caller's roles from the next call on.
   */
  switchRole: {
    input: {
      body: {
        role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer: {
      role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
    };
  };
  /**
   * Ends every session of the caller: for a lost phone.
   */
  signOutEverywhere: {
    input: {};
    answer: {
      ended: number;
    };
  };
  /**
   * For a screen without WeChat: a code which staff answer in their chat with 「登录」 and the code.
   */
  askSignInTicket: {
    input: {};
    answer: {
      code: string;
      /**
       * stays with the screen
       */
      secret: string;
      /**
       * what they write
       */
      say: string;
      /**
       * an SVG of the same words, to be scanned and sent
       */
      qr: string;
      expiresAt: string;
    };
  };
  /**
   * Signs the screen in once the ticket was answered in chat; until then it is told to wait (202 comes as `isAnswered` false).
   */
  signInByTicket: {
    input: {
      params: {
        code: string;
      };
      body: {
        secret: string;
      };
    };
    answer: {
      isAnswered: boolean;
      session: SignedIn | null;
    };
  };
  /**
   * Before exports and changes of roles: a code the caller answers in their own chat; good for ten minutes.
   */
  askStepUp: {
    input: {};
    answer: {
      say: string;
      expiresAt: string;
    };
  };
  /**
   * Signs in as anybody. Not there in production.
   */
  signInForDevelopment: {
    input: {
      body: {
        personId: string;
        role?: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer: SignedIn;
  };
  /**
   * The categories of the service catalog (服务清单).
   */
  listCategories: {
    input: {};
    answer: {
      items: {
        code: string;
        name: string;
        count: number;
      }[];
    };
  };
  /**
   * Items of the catalog, all, of one category, or those whose name or everyday words contain a text.
   */
  listItems: {
    input: {
      query?: {
        category?: string;
        search?: string;
      };
    };
    answer: {
      items: {
        code: string;
        /**
         * name of its category
         */
        category: string;
        name: string;
        /**
         * the item in the words residents use
         */
        says: string;
        /**
         * planned length
         */
        minutes: number;
        /**
         * helpers who come at the same time
         */
        people: number;
        /**
         * notice the station asks for
         */
        leadHours: number;
        /**
         * what must be told before submitting
         */
        requires: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
      }[];
    };
  };
  /**
   * One item of the catalog.
   */
  getItem: {
    input: {
      params: {
        code: string;
      };
    };
    answer: {
      code: string;
      /**
       * name of its category
       */
      category: string;
      name: string;
      /**
       * the item in the words residents use
       */
      says: string;
      /**
       * planned length
       */
      minutes: number;
      /**
       * helpers who come at the same time
       */
      people: number;
      /**
       * notice the station asks for
       */
      leadHours: number;
      /**
       * what must be told before submitting
       */
      requires: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
    };
  };
  /**
   * Asks for help, in one's own words or by a form, for oneself or for family. Danger in the words is raised at once.
   */
  createRequests: {
    input: {
      body: {
        /**
         * in the person's own words; understood as in chat
         */
        text?: string;
        itemCode?: string;
        /**
         * a member of the caller's family list; the caller when left out
         */
        forPersonId?: string;
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
        where?: {
          /**
           * `home` is the address the station knows of who is served
           */
          kind: "home" | "place";
          text?: string;
          communityId?: string;
        };
        dest?: string;
        details?: string;
        headcount?: number;
        who?: string;
        guardianConsent?: boolean;
        /**
         * of the helper
         */
        gender?: "female" | "male";
      };
    };
    answer: {
      /**
       * one for each need; submit each when nothing is missing
       */
      requests: OwnRequest[];
      /**
       * likeliest items where it is not clear which is meant
       */
      choices: {
        code: string;
        name: string;
      }[];
      danger: {
        kind: string;
        /**
         * show at once
         */
        say: string;
      } | null;
    };
  };
  /**
   * The caller's requests, newest first, each with its next step.
   */
  listMyRequests: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
        isOpen?: "true" | "false";
      };
    };
    answer: {
      items: OwnRequest[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * One of the caller's requests.
   */
  getMyRequest: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Tells what is missing while a request is collected; later, adds to it. A new time is asked of the helper who is bound.
   */
  fillMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        itemCode?: string;
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
        where?: {
          /**
           * `home` is the address the station knows of who is served
           */
          kind: "home" | "place";
          text?: string;
          communityId?: string;
        };
        dest?: string;
        details?: string;
        headcount?: number;
        who?: string;
        guardianConsent?: boolean;
        /**
         * of the helper
         */
        gender?: "female" | "male";
      };
    };
    answer: OwnRequest;
  };
  /**
   * Hands a complete request to the station: the yes after the read-back.
   */
  submitMyRequest: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Takes a request back before service; helpers are told.
   */
  cancelMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason?: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Says yes or no to another time: the one a helper proposes with an offer, or a change after accepting.
   */
  answerTimeChange: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        isYes: boolean;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Rates a service with one to five stars, or only says that it was done (no stars).
   */
  rateMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        stars: number | null;
        words?: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Says that hours or service are not as recorded; credit is frozen until somebody decides.
   */
  disputeMyRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: OwnRequest;
  };
  /**
   * Applies to be a volunteer. The station checks who it is before it asks them for anything; applying again changes what was told.
   */
  applyToHelp: {
    input: {
      body: {
        /**
         * in the station's words: haircut, driving, electric …
         *
         * @maxItems 20
         */
        skills?: string[];
        /**
         * mandarin, local …
         *
         * @maxItems 10
         */
        languages?: string[];
        /**
         * weekly hours in which they may be asked; empty: any time
         *
         * @maxItems 50
         */
        availability?: {
          /**
           * 1 = Monday … 7 = Sunday
           */
          weekday: number;
          /**
           * minutes after midnight, station time
           */
          from: number;
          to: number;
        }[];
        /**
         * while the station knows none: age decides what one may be asked
         */
        birthDate?: string;
      };
    };
    answer: Helper;
  };
  /**
   * How the station knows the caller as a helper: state, skills, free hours. For applicants too; 404 for who never applied.
   */
  getMyHelping: {
    input: {};
    answer: Helper;
  };
  /**
   * Replaces skills, languages or weekly hours; what is left out stays.
   */
  changeMyHelping: {
    input: {
      body: {
        /**
         * in the station's words: haircut, driving, electric …
         *
         * @maxItems 20
         */
        skills?: string[];
        /**
         * mandarin, local …
         *
         * @maxItems 10
         */
        languages?: string[];
        /**
         * weekly hours in which they may be asked; empty: any time
         *
         * @maxItems 50
         */
        availability?: {
          /**
           * 1 = Monday … 7 = Sunday
           */
          weekday: number;
          /**
           * minutes after midnight, station time
           */
          from: number;
          to: number;
        }[];
      };
    };
    answer: Helper;
  };
  /**
   * Says no to a time (「这周都没空」): the caller is not asked for anything in it. What was accepted stays.
   */
  blockMyTime: {
    input: {
      body: {
        from: string;
        to: string;
      };
    };
    answer: Helper;
  };
  /**
   * Takes back every blocked time that is not over.
   */
  unblockMyTime: {
    input: {};
    answer: Helper;
  };
  /**
   * Is left alone until a day. What the station has decided — a pause, a talk — is not changed by this.
   */
  pauseHelping: {
    input: {
      body: {
        until: string;
      };
    };
    answer: Helper;
  };
  /**
   * Is back before the caller's own pause is over.
   */
  returnToHelping: {
    input: {};
    answer: Helper;
  };
  /**
   * What the caller is asked to do and has not answered, the oldest question first. Nobody is named yet.
   */
  listMyOffers: {
    input: {};
    answer: {
      items: Offer[];
    };
  };
  /**
   * Says yes, also after a no while it is open. Of two who race one has it; the other is told who (`by`).
   */
  acceptOffer: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: Task;
  };
  /**
   * Says no; others are asked. What was accepted is given back by withdrawing from the task.
   */
  declineOffer: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason?: string;
      };
    };
    answer: Offer;
  };
  /**
   * Proposes another start; the resident is asked, and nobody else is meanwhile.
   */
  counterOffer: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        startAt: string;
      };
    };
    answer: Offer;
  };
  /**
   * The caller's tasks: those that wait or run, the soonest first, all on one page; or past ones, the latest first, page by page. Nobody is named in a list.
   */
  listMyTasks: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
        when?: "open" | "past";
      };
    };
    answer: {
      items: TaskRow[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * One of the caller's tasks. Name, address, phone and the word at the door are in it from accepting to a day after check-out.
   */
  getMyTask: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: Task;
  };
  /**
   * Gives an accepted task back, with the reason; under two hours before the start it counts as late.
   */
  withdrawFromTask: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: Task;
  };
  /**
   * Asks for another start of an accepted task; everybody else has to agree.
   */
  changeTaskTime: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        startAt: string;
      };
    };
    answer: Task;
  };
  /**
   * Says yes or no to another time the resident or a partner asked for.
   */
  answerTaskTime: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        isYes: boolean;
      };
    };
    answer: Task;
  };
  /**
   * Says that the hours of a task are not right, within seven days; a person looks at them.
   */
  disputeTask: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: Task;
  };
  /**
   * Says that the caller comes: the answer to the reminder two hours before.
   */
  confirmComing: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: Task;
  };
  /**
   * Says how many minutes the caller is late; the resident is told. Hours ahead, ask for another time instead.
   */
  sayLate: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        minutes: number;
      };
    };
    answer: Task;
  };
  /**
   * Says that the caller is there; hours count from now. The code at the door or a position make it sure, and neither is needed.
   */
  checkIn: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        /**
         * what the QR code at the resident's door holds
         */
        doorCode?: string;
        /**
         * WGS 84; looked at once and not kept
         */
        position?: {
          lat: number;
          lon: number;
        };
      };
    };
    answer: Task;
  };
  /**
   * Says that the caller is done; the hours are written at once. Who accompanied somebody says that they are home again.
   */
  checkOut: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        isBackHome?: boolean;
      };
    };
    answer: Task;
  };
  /**
   * Says that the caller must go before the end, and why; the time counts, and somebody else is looked for.
   */
  leaveEarly: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: Task;
  };
  /**
   * Says that nobody opens: wait and call, as `nobodyHome` tells. For somebody vulnerable it is an alarm at once (`escalated`).
   */
  reportNobodyHome: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: Task;
  };
  /**
   * Notes a call to the resident behind a closed door, and how it went.
   */
  noteCall: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        outcome?: string;
      };
    };
    answer: Task;
  };
  /**
   * Says that the person is unwell or in danger: people are alerted at once. Nobody here can call 120; the helper does.
   */
  raiseAlarm: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        said: string;
      };
    };
    answer: Task;
  };
  /**
   * Credited minutes, points and the star level, with what the next star takes; and how residents have rated the caller.
   */
  getMyHours: {
    input: {};
    answer: {
      creditedMinutes: number;
      points: number;
      /**
       * held back while a dispute is open
       */
      frozenMinutes: number;
      frozenPoints: number;
      /**
       * 0 to 5
       */
      stars: number;
      /**
       * minutes still to go to the next star; null at the highest
       */
      nextStarMinutes: number | null;
      /**
       * mean of the stars residents gave, one decimal; who gave what is not told
       */
      meanRating: number | null;
    };
  };
  /**
   * The caller's account, line by line (台账), newest first. Nothing in it is ever changed: a correction is another line.
   */
  listMyEntries: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
      };
    };
    answer: {
      items: {
        id: string;
        /**
         * `service` a visit · `adjustment` decided by a person · `freeze`, `release`, `reversal` follow an entry · `spend`, `expiry` take points
         */
        kind: "service" | "adjustment" | "freeze" | "release" | "reversal" | "spend" | "expiry";
        /**
         * of the service, YYYY-MM-DD
         */
        day: string;
        minutes: number;
        points: number;
        /**
         * held back while a dispute is open
         */
        frozenMinutes: number;
        frozenPoints: number;
        requestId: string | null;
        /**
         * the entry it corrects
         */
        follows: string | null;
        postedAt: string;
      }[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * Proves the caller's hours, all or those of a period, free of charge. Asked for again on the same day it is the same paper.
   */
  issueCertificate: {
    input: {
      body: {
        /**
         * first civil day
         */
        from?: string;
        to?: string;
      };
    };
    answer: Certificate;
  };
  /**
   * The caller's certificates, the latest first.
   */
  listMyCertificates: {
    input: {};
    answer: {
      items: Certificate[];
    };
  };
  /**
   * One of the caller's certificates as a PDF of one page, with the QR code that checks it.
   */
  downloadCertificate: {
    input: {
      params: {
        code: string;
      };
    };
    answer: Blob;
  };
  /**
   * Checks a certificate by the code in its QR code, for anybody: a masked name, hours, issuer, dates, and whether it still holds.
   */
  verifyCertificate: {
    input: {
      params: {
        code: string;
      };
    };
    answer: Verification;
  };
  /**
   * What the station has noted of the caller and where they can be reached.
   */
  getMe: {
    input: {};
    answer: Me;
  };
  /**
   * Changes how the caller is addressed, reached and found; what is left out stays. The name is changed by the station.
   */
  changeMe: {
    input: {
      body: {
        calledAs?: string;
        phone?: string;
        address?: string;
        communityId?: string;
        /**
         * only while the station knows none
         */
        birthDate?: string;
        emergencyContact?: {
          name: string;
          relation: string;
          phone: string;
        };
      };
    };
    answer: Me;
  };
  /**
   * Forgets the caller: name, phone, address and their words are taken out, and every session ends. Hours and counts stay, under a number. Staff ask the station.
   */
  forgetMe: {
    input: {};
    answer: null;
  };
  /**
   * Who at the station has looked at the caller's data or changed it, or acted on their requests; the latest first.
   */
  listWhoLooked: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
      };
    };
    answer: {
      items: {
        at: string;
        role: string;
        /**
         * null for somebody who has left, or the station's own work
         */
        calledAs: string | null;
        /**
         * what they did or looked at: `person.read`
         */
        act: string;
        /**
         * the request it was about
         */
        requestId: string | null;
        /**
         * sensitive fields that were shown or changed
         */
        fields: string[];
      }[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * Everything the station keeps of the caller, as one JSON file: profile, family, consents, requests, tasks, hours, certificates, access log.
   */
  exportMe: {
    input: {};
    answer: Blob;
  };
  /**
   * For whom the caller may ask help, who may ask it for them, and what waits for a yes.
   */
  getMyFamily: {
    input: {};
    answer: {
      /**
       * give `forPersonId` when asking
       */
      members: {
        personId: string;
        calledAs: string;
        relation: string;
      }[];
      /**
       * who may ask help for the caller
       */
      askers: {
        personId: string;
        calledAs: string;
      }[];
      /**
       * what the caller asked
       */
      asked: {
        id: string;
        /**
         * as the caller wrote it
         */
        name: string;
        relation: string;
        status: "waiting" | "agreed" | "refused";
        askedAt: string;
      }[];
      toAnswer: {
        id: string;
        calledAs: string;
        relation: string;
        askedAt: string;
      }[];
    };
  };
  /**
   * Asks to be bound to a member of the family. It waits until they, or the station, say yes; whether the station knows them is not told.
   */
  askFamily: {
    input: {
      body: {
        name: string;
        phone: string;
        /**
         * what they are to the caller: 妈, 爸, 邻居
         */
        relation: string;
      };
    };
    answer: {
      id: string;
      /**
       * as the caller wrote it
       */
      name: string;
      relation: string;
      status: "waiting" | "agreed" | "refused";
      askedAt: string;
    };
  };
  /**
   * Says yes or no to somebody who wants to ask help for the caller. A yes is the consent that family may ask and be told.
   */
  answerFamilyAsk: {
    input: {
      params: {
        askId: string;
      };
      body: {
        isYes: boolean;
      };
    };
    answer: {
      id: string;
      status: "waiting" | "agreed" | "refused";
    };
  };
  /**
   * Ends the bond with a member, whichever of the two asked for the other.
   */
  unbindFamily: {
    input: {
      params: {
        personId: string;
      };
    };
    answer: null;
  };
  /**
   * What the caller has agreed to and when; what was withdrawn stays on record as withdrawn.
   */
  listMyConsents: {
    input: {};
    answer: Consents;
  };
  /**
   * Agrees to one purpose.
   */
  giveConsent: {
    input: {
      params: {
        purpose: "service" | "family" | "photo";
      };
    };
    answer: Consents;
  };
  /**
   * Takes a consent back, at any time and without a reason. With `family` nobody may ask for the caller any more.
   */
  withdrawConsent: {
    input: {
      params: {
        purpose: "service" | "family" | "photo";
      };
    };
    answer: Consents;
  };
  /**
   * Who waits to be bound to whom, the oldest first. Without `memberId` the desk has to find out who is meant.
   */
  listFamilyAsks: {
    input: {};
    answer: {
      items: {
        id: string;
        askerId: string;
        askerName: string;
        memberId: string | null;
        name: string;
        phone: string;
        relation: string;
        askedAt: string;
      }[];
    };
  };
  /**
   * Says yes or no for a member who told the station so; `memberId` says who is meant where that was not clear.
   */
  decideFamilyAsk: {
    input: {
      params: {
        askId: string;
      };
      body: {
        isYes: boolean;
        memberId?: string;
      };
    };
    answer: {
      id: string;
      status: "waiting" | "agreed" | "refused";
    };
  };
  /**
   * What the QR code holds that the station prints for a resident's door; helpers scan it when they check in.
   */
  getDoorCode: {
    input: {
      params: {
        personId: string;
      };
    };
    answer: {
      doorCode: string;
    };
  };
  /**
   * The subscribe messages to ask the caller for at this moment, right after their tap: three at most, none they refused within a week or have agreed to often enough. Empty: ask nothing.
   */
  listWantedSubscriptions: {
    input: {
      query: {
        moment: "submitted" | "accepted" | "checked_out";
      };
    };
    answer: {
      items: {
        /**
         * for `tmplIds` of `wx.requestSubscribeMessage`
         */
        templateId: string;
        /**
         * what it is for: `progress`, `reminder`, `rating`, `task`, `task_reminder`, `offer`
         */
        use: string;
      }[];
    };
  };
  /**
   * What `wx.requestSubscribeMessage` answered: each accept is good for one message. WeChat tells us too; the same pop-up counts once.
   */
  noteSubscriptions: {
    input: {
      body: {
        /**
         * by template id, without `errMsg`
         */
        answers: {
          [k: string]: "accept" | "acceptWithAudio" | "acceptWithAlert" | "acceptWithForcePush" | "reject" | "ban" | "filter";
        };
      };
    };
    answer: null;
  };
  /**
   * The open requests of the station: emergencies on top, then what is urgent, then the oldest first.
   */
  listBoard: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
        status?:
          | "collecting"
          | "submitted"
          | "queued"
          | "proposed"
          | "offered"
          | "accepted"
          | "in_progress"
          | "served"
          | "closed"
          | "referred"
          | "suspended"
          | "disputed"
          | "unfilled"
          | "escalated"
          | "cancelled"
          | "declined"
          | "merged";
        communityId?: string;
      };
    };
    answer: {
      items: BoardRow[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * One request of the station with candidates, offers and history. What people said is read by the desk and by who serves it.
   */
  getDeskRequest: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Adds what the desk found out. A request still being collected is handed in when nothing is missing any more.
   */
  supplementRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        itemCode?: string;
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
        where?: {
          /**
           * `home` is the address the station knows of who is served
           */
          kind: "home" | "place";
          text?: string;
          communityId?: string;
        };
        dest?: string;
        details?: string;
        headcount?: number;
        who?: string;
        guardianConsent?: boolean;
        /**
         * of the helper
         */
        gender?: "female" | "male";
        /**
         * as it was said, for the history
         */
        said?: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Names, phones and the address of a request: for the desk, and for a social worker while the task is theirs. Each reading is noted.
   */
  getContacts: {
    input: {
      params: {
        requestId: string;
      };
      query?: {
        reason?: string;
      };
    };
    answer: Contacts;
  };
  /**
   * Short lists of what needs somebody: today's visits, at risk, nobody found, to call, overdue, emergencies, hours to verify or not written.
   */
  listDesk: {
    input: {
      params: {
        list: "today" | "at_risk" | "unfilled" | "needs_call" | "overdue" | "escalated" | "unverified" | "uncredited";
      };
    };
    answer: {
      items: DeskRow[];
    };
  };
  /**
   * Who could not be reached by message in the last three days and has to be phoned, with the open requests it was about (名单).
   */
  listToPhone: {
    input: {};
    answer: {
      items: {
        personId: string;
        name: string;
        phone: string | null;
        codes: string[];
        /**
         * `never` wrote, chat `closed`, `spent`, `reserved` or `gone`, `unreachable`, `not_arrived`, no `chat`
         */
        why: string[];
      }[];
    };
  };
  /**
   * Passes a request on to the search for helpers (通过).
   */
  approveRequest: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Turns a request down; the resident reads the reason (不合适).
   */
  declineRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Refers a request to an office, with the resident's consent (转介).
   */
  referRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        /**
         * as people call it: 民政办; one that is registered here is told at once
         */
        office: string;
        /**
         * the resident was asked and agreed
         */
        hasConsent: boolean;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Merges a duplicate into the request that stays (合并).
   */
  mergeRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        intoId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Looks again for helpers for a request nobody could take, at another time when one is given (重新找).
   */
  retryRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Moves a request to another time; once somebody is found both sides are asked first (改时间).
   */
  moveRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        startAt: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Cancels a request for the resident; everybody concerned is told (取消).
   */
  cancelRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason?: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Notes a phone call and how it went (打过电话).
   */
  noteDeskCall: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        outcome: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Puts an accepted task off for weather or a closed station; everybody is told (暂停).
   */
  suspendRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Takes a suspended task up again, at another time when one is given (恢复).
   */
  liftRequest: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Puts off every accepted task of today and tomorrow, as for a storm (全部暂停).
   */
  suspendAll: {
    input: {
      body: {
        reason: string;
      };
    };
    answer: {
      items: DeskRow[];
    };
  };
  /**
   * Says that a request is an emergency; people are paged until one answers.
   */
  raiseDeskAlarm: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        kind: "medical" | "fire_gas" | "self_harm" | "violence" | "child" | "missing" | "fraud" | "welfare";
        /**
         * what happened
         */
        said: string;
        /**
         * do not call back: the phone may ring beside the person they fear
         */
        isSilent?: boolean;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Takes an emergency: paging stops, others are told who has it (我来).
   */
  claimEmergency: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Ends an emergency: handed over, a false alarm, or none with a need left.
   */
  settleEmergency: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        /**
         * 已处理, 虚惊, 还要帮
         */
        outcome: "handed_over" | "false_alarm" | "need_left";
        /**
         * what happened; needed unless a need is left
         */
        reason?: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Who may be asked for a request, the best first, each with the reasons; or why nobody was found.
   */
  listCandidates: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: {
      items: {
        personId: string;
        name: string;
        /**
         * as on the card; pick by it
         */
        number: number;
        score: number;
        reasons: string;
      }[];
      /**
       * why the last look found nobody: counts of helpers by what holds them back
       */
      why: string | null;
    };
  };
  /**
   * Asks those picked first, and the next best with them; with nobody picked the best (确认).
   */
  pickCandidates: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        /**
         * as on the card, from 1
         *
         * @maxItems 10
         */
        numbers?: number[];
        /**
         * instead of numbers
         *
         * @maxItems 10
         */
        personIds?: string[];
        /**
         * asks nobody else (只派)
         */
        isOnly?: boolean;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Passes over those shown and looks for others (换一批).
   */
  refreshCandidates: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Asks once more whoever has not answered; within an hour once (催).
   */
  nudgeHelpers: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Asks exactly this helper, from triage on; passes rest and caps, never safety (派给).
   */
  nameHelper: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        personId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Asks the helpers planned for every open card, or for those named (全部确认). One that cannot be picked does not hold up the others.
   */
  confirmBatch: {
    input: {
      body: {
        /**
         * all that wait for a pick when left out
         *
         * @minItems 1
         * @maxItems 100
         */
        requestIds?: string[];
      };
    };
    answer: {
      items: {
        request: DeskRow;
        /**
         * code of why not; null when helpers are asked
         */
        refusal: string | null;
      }[];
    };
  };
  /**
   * Says that helpers, or one of them, did not come; others are looked for at once (没去).
   */
  declareNoShow: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        /**
         * one of several; all who were to come when left out
         */
        personId?: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Checks in a helper who has no phone at hand (到了).
   */
  checkInFor: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        personId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Checks out a helper who has no phone at hand (完事).
   */
  checkOutFor: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        personId: string;
        /**
         * somebody who was accompanied is home again
         */
        isBackHome?: boolean;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Closes a visit to a closed door, after the wait and two calls (关单).
   */
  closeAbsent: {
    input: {
      params: {
        requestId: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Says how long a visit took that nobody checked out of; it is credited then. Never one's own (核时).
   */
  verifyVisit: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        minutes: number;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Says for others that hours or service are not as recorded; credit is frozen until somebody decides (有异议).
   */
  openDispute: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * Decides a dispute: the hours stand, are set to other minutes, or are void. An appeal is the supervisor's; nobody decides on their own hours.
   */
  decideDispute: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        /**
         * 维持, 改成, 作废
         */
        outcome: "upheld" | "adjusted" | "voided";
        /**
         * of `adjusted`
         */
        minutes?: number;
        reason: string;
      };
    };
    answer: DeskRequest;
  };
  /**
   * What was referred to the caller's office and waits for an answer, the oldest first. The residents have agreed that it may know them.
   */
  listReferrals: {
    input: {};
    answer: {
      items: Referral[];
    };
  };
  /**
   * Says that it is done and how (办结).
   */
  completeReferral: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        outcome: string;
      };
    };
    answer: Referral;
  };
  /**
   * Gives it back to the station with a reason (退回).
   */
  bounceReferral: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        reason: string;
      };
    };
    answer: Referral;
  };
  /**
   * Residents a caller may be, by name, community and name, or phone. It changes nothing; what is looked for stays out of addresses.
   */
  findCallers: {
    input: {
      body: {
        /**
         * 王秀兰 · 蟠龙王奶奶 · 13800138000
         */
        who: string;
      };
    };
    answer: {
      items: CallerFound[];
    };
  };
  /**
   * Enters what a resident asked for on the phone, in words or by a form. What is complete is handed in; danger is raised at once.
   */
  takeCall: {
    input: {
      body: {
        itemCode?: string;
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
        where?: {
          /**
           * `home` is the address the station knows of who is served
           */
          kind: "home" | "place";
          text?: string;
          communityId?: string;
        };
        dest?: string;
        details?: string;
        headcount?: number;
        who?: string;
        guardianConsent?: boolean;
        /**
         * of the helper
         */
        gender?: "female" | "male";
        /**
         * the resident; see findCallers
         */
        personId: string;
        /**
         * as the caller said it
         */
        text?: string;
      };
    };
    answer: {
      /**
       * one for each need; complete those with something missing by fillCall
       */
      requests: CalledRequest[];
      /**
       * open requests that hold a need already
       */
      known: CalledRequest[];
      /**
       * people are being paged on this one
       */
      alarm: CalledRequest | null;
    };
  };
  /**
   * Adds what was missing in a call the caller of this route has entered, and hands it in when it is complete.
   */
  fillCall: {
    input: {
      params: {
        requestId: string;
      };
      body: {
        itemCode?: string;
        startAt?: string;
        endAt?: string;
        /**
         * the day is known, the hour is not
         */
        isTimeOpen?: boolean;
        where?: {
          /**
           * `home` is the address the station knows of who is served
           */
          kind: "home" | "place";
          text?: string;
          communityId?: string;
        };
        dest?: string;
        details?: string;
        headcount?: number;
        who?: string;
        guardianConsent?: boolean;
        /**
         * of the helper
         */
        gender?: "female" | "male";
      };
    };
    answer: CalledRequest;
  };
  /**
   * The people of the station, by id; `helperStatus=review` lists who applied or is reviewed. No contacts.
   */
  listPeople: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
        role?: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
        helperStatus?: "active" | "paused" | "review" | "left";
        communityId?: string;
      };
    };
    answer: {
      items: PersonRow[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * Registers a resident, who may at once apply to help; a supervisor admits helpers.
   */
  registerPerson: {
    input: {
      body: {
        name: string;
        gender: "female" | "male";
        communityId: string;
        calledAs?: string;
        birthDate?: string;
        gridId?: string;
        phone?: string;
        address?: string;
        /**
         * @maxItems 20
         */
        tags?: {
          /**
           * `lives_alone_80`, `dementia`, `disabled` …
           */
          tag: string;
          /**
           * where it comes from
           */
          source: string;
          /**
           * when somebody looks at it again
           */
          reviewBy: string;
        }[];
        emergencyContact?: {
          name: string;
          relation: string;
          phone: string;
        };
        /**
         * to how the station uses what it is told; asked before
         */
        hasConsented: true;
        helping?: {
          /**
           * @maxItems 20
           */
          skills: string[];
          /**
           * @maxItems 10
           */
          languages?: string[];
        };
      };
    };
    answer: Person;
  };
  /**
   * Finds people by name (also as they are called, or as it sounds) or by their whole phone number. It changes nothing.
   */
  searchPeople: {
    input: {
      body: {
        name?: string;
        phone?: string;
        role?: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer: {
      items: PersonRow[];
    };
  };
  /**
   * One person with contacts, tags and family. Each reading is noted.
   */
  getPerson: {
    input: {
      params: {
        personId: string;
      };
    };
    answer: Person;
  };
  /**
   * Changes what the station knows of somebody below the caller's own rank; roles and helping have routes of their own.
   */
  changePerson: {
    input: {
      params: {
        personId: string;
      };
      body: {
        name?: string;
        calledAs?: string;
        gender?: "female" | "male";
        birthDate?: string;
        communityId?: string;
        gridId?: string;
        phone?: string;
        address?: string;
        /**
         * @maxItems 20
         */
        tags?: {
          /**
           * `lives_alone_80`, `dementia`, `disabled` …
           */
          tag: string;
          /**
           * where it comes from
           */
          source: string;
          /**
           * when somebody looks at it again
           */
          reviewBy: string;
        }[];
        emergencyContact?: {
          name: string;
          relation: string;
          phone: string;
        };
        /**
         * helpers this person must not meet again
         *
         * @maxItems 50
         */
        blockedHelperIds?: string[];
        office?: string;
      };
    };
    answer: Person;
  };
  /**
   * Says that somebody who writes on a channel is this person, below the caller's own rank; binding again changes nothing.
   */
  bindIdentity: {
    input: {
      params: {
        personId: string;
      };
      body: {
        channel: string;
        chatUserId: string;
      };
    };
    answer: null;
  };
  /**
   * Tells a resident what the desk answers, on the channel they write on; not in quiet hours (回复).
   */
  answerPerson: {
    input: {
      params: {
        personId: string;
      };
      body: {
        text: string;
      };
    };
    answer: {
      sendAt: string;
    };
  };
  /**
   * Admits who applied, pauses, reviews, brings back or lets go. Who applied, is reviewed or goes is a supervisor's to decide.
   */
  setHelperStatus: {
    input: {
      params: {
        personId: string;
      };
      body: {
        /**
         * `active` for who applied: somebody has checked who they are
         */
        status: "active" | "paused" | "review" | "left";
        /**
         * of `paused`
         */
        until?: string;
        reason?: string;
      };
    };
    answer: Person;
  };
  /**
   * Notes a helper's trainings, insurance, team and a guardian's consent: what decides whom the matcher may ask.
   */
  noteHelperRecord: {
    input: {
      params: {
        personId: string;
      };
      body: {
        /**
         * all of them: `escort`, `home_visit`, `minor` …
         *
         * @maxItems 40
         */
        trainings?: {
          code: string;
          validUntil: string;
        }[];
        insuredUntil?: string;
        teamId?: string;
        guardianConsent?: boolean;
      };
    };
    answer: Person;
  };
  /**
   * A helper's credited minutes, points and star level (张姐多少小时了).
   */
  getHoursOf: {
    input: {
      params: {
        personId: string;
      };
    };
    answer: {
      creditedMinutes: number;
      points: number;
      /**
       * held back while a dispute is open
       */
      frozenMinutes: number;
      frozenPoints: number;
      /**
       * 0 to 5
       */
      stars: number;
    };
  };
  /**
   * A helper's account, line by line (台账), newest first.
   */
  listEntriesOf: {
    input: {
      params: {
        personId: string;
      };
      query?: {
        limit?: number;
        cursor?: string;
      };
    };
    answer: {
      items: {
        id: string;
        /**
         * `service` a visit · `adjustment` decided by a person · `freeze`, `release`, `reversal` follow an entry · `spend`, `expiry` take points
         */
        kind: "service" | "adjustment" | "freeze" | "release" | "reversal" | "spend" | "expiry";
        /**
         * of the service, YYYY-MM-DD
         */
        day: string;
        minutes: number;
        points: number;
        /**
         * held back while a dispute is open
         */
        frozenMinutes: number;
        frozenPoints: number;
        requestId: string | null;
        /**
         * the entry it corrects
         */
        follows: string | null;
        postedAt: string;
      }[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * Makes a ticket to scan with WeChat, for one person below the caller's own rank or for who stands at the desk; good once (绑定).
   */
  createBinding: {
    input: {
      body: {
        personId?: string;
      };
    };
    answer: Binding;
  };
  /**
   * The newest hundred tickets of the station; those that are `undecided` wait for the desk.
   */
  listBindings: {
    input: {};
    answer: {
      items: Binding[];
    };
  };
  /**
   * One ticket, with the QR code to show while it waits to be scanned: ask every few seconds, a code is good for five minutes.
   */
  getBinding: {
    input: {
      params: {
        bindingId: string;
      };
    };
    answer: {
      id: string;
      /**
       * four digits the desk names it by: 「认定 4821」
       */
      code: string;
      /**
       * the page with the QR code; only for the person it is meant for
       */
      link: string;
      /**
       * `linked`: scanned, and asked who they are; `undecided`: the desk says who it is
       */
      state: "open" | "shown" | "scanned" | "number_asked" | "linked" | "undecided" | "bound" | "closed";
      /**
       * whether something may still come of it
       */
      isOpen: boolean;
      /**
       * why the desk has to decide, or why it is over
       */
      why: string | null;
      /**
       * null where somebody began at a poster
       */
      askedBy: string | null;
      forPersonId: string | null;
      /**
       * who it is by what they said, or as the desk has decided
       */
      meantId: string | null;
      askedAt: string;
      endsAt: string;
      boundAt: string | null;
      /**
       * an SVG; null while one is being fetched, and when it has been scanned
       */
      qr: string | null;
      /**
       * the phone shows a number: send it to POST …/number
       */
      isNumberAsked: boolean;
      wasNumberWrong: boolean;
    };
  };
  /**
   * Calls a ticket off that nobody has used.
   */
  callOffBinding: {
    input: {
      params: {
        bindingId: string;
      };
    };
    answer: Binding;
  };
  /**
   * Hands WeChat the number the phone shows after scanning.
   */
  giveBindingNumber: {
    input: {
      params: {
        bindingId: string;
      };
      body: {
        number: string;
      };
    };
    answer: null;
  };
  /**
   * Says whose WeChat it is, after a call in which they agreed to its use; somebody below the caller's own rank (认定, 不认).
   */
  decideBinding: {
    input: {
      params: {
        bindingId: string;
      };
      body: {
        isYes: boolean;
        /**
         * whom the ticket was made for, or who was recognised, when left out
         */
        personId?: string;
        /**
         * they scanned for whom the ticket was made for, who is this to them: 妈, 邻居
         */
        relation?: string;
      };
    };
    answer: Binding;
  };
  /**
   * On which channels somebody can be written to, the one used last first; `stale` means they have to scan anew.
   */
  listChats: {
    input: {
      params: {
        personId: string;
      };
    };
    answer: {
      items: {
        channel: string;
        boundAt: string;
        lastUsedAt: string | null;
        /**
         * of a chat that was opened by scanning
         */
        state: ("live" | "stale" | "ended") | null;
      }[];
    };
  };
  /**
   * Ends the chats somebody opened by scanning, as after a lost phone: nothing is sent there any more. Somebody below the caller's rank.
   */
  endChats: {
    input: {
      params: {
        personId: string;
      };
    };
    answer: {
      ended: number;
    };
  };
  /**
   * Gives somebody a role below the caller's own; never oneself.
   */
  giveRole: {
    input: {
      params: {
        personId: string;
        role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer: {
      personId: string;
      roles: ("resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver")[];
    };
  };
  /**
   * Takes a role below the caller's own; sessions acting in it end at once. Everybody keeps one.
   */
  takeRole: {
    input: {
      params: {
        personId: string;
        role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
      };
    };
    answer: {
      personId: string;
      roles: ("resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver")[];
    };
  };
  /**
   * The morning list: how much is open, and today's, at risk, nobody found, to call and overdue, a line each without names.
   */
  getDigest: {
    input: {};
    answer: {
      open: number;
      today: string[];
      atRisk: string[];
      unfilled: string[];
      needsCall: string[];
      overdue: string[];
    };
  };
  /**
   * Home visits whose window ends in a period, and those overdue, the longest overdue first. No addresses, no phones.
   */
  listVisitsDue: {
    input: {
      query: {
        from: string;
        to: string;
      };
    };
    answer: {
      items: {
        personId: string;
        name: string;
        communityName: string | null;
        gridId: string;
        level: "high" | "key" | "general";
        lastVisitAt: string | null;
        dueFrom: string;
        dueBy: string;
        isOverdue: boolean;
        /**
         * the open request that will be it
         */
        plannedCode: string | null;
        plannedAt: string | null;
      }[];
    };
  };
  /**
   * 场次, 人次, 人数 and what else the station counts, in rows by one dimension, with the total; each row carries the filter that opens it.
   */
  getStatistics: {
    input: {
      query: {
        from: string;
        to: string;
        itemCode?: string;
        category?: string;
        workType?: "case" | "group" | "community" | "direct" | "visit" | "none";
        communityId?: string;
        ageBand?: "0-13" | "14-17" | "18-59" | "60-69" | "70-79" | "80+" | "unknown";
        by?: "item" | "category" | "workType" | "community" | "ageBand" | "station" | "year" | "month" | "day";
      };
    };
    answer: {
      by: "item" | "category" | "workType" | "community" | "ageBand" | "station" | "year" | "month" | "day";
      filter: {
        /**
         * first day, station time
         */
        from: string;
        /**
         * last day, included
         */
        to: string;
        itemCode?: string;
        category?: string;
        workType?: "case" | "group" | "community" | "direct" | "visit" | "none";
        communityId?: string;
        ageBand?: "0-13" | "14-17" | "18-59" | "60-69" | "70-79" | "80+" | "unknown";
      };
      rows: {
        key: string;
        label: string;
        counts: {
          /**
           * 场次
           */
          sessions: number;
          /**
           * 人次
           */
          serviceCount: number;
          /**
           * 人数
           */
          uniquePeople: number;
          helpers: number;
          minutes: number;
          averageStars: number | null;
          ratings: number;
          requests: number;
          unfilled: number;
          medianMinutesToAccept: number | null;
        } | null;
        filter: {
          /**
           * first day, station time
           */
          from: string;
          /**
           * last day, included
           */
          to: string;
          itemCode?: string;
          category?: string;
          workType?: "case" | "group" | "community" | "direct" | "visit" | "none";
          communityId?: string;
          ageBand?: "0-13" | "14-17" | "18-59" | "60-69" | "70-79" | "80+" | "unknown";
        };
      }[];
      total: {
        /**
         * 场次
         */
        sessions: number;
        /**
         * 人次
         */
        serviceCount: number;
        /**
         * 人数
         */
        uniquePeople: number;
        helpers: number;
        minutes: number;
        averageStars: number | null;
        ratings: number;
        requests: number;
        unfilled: number;
        medianMinutesToAccept: number | null;
      } | null;
    };
  };
  /**
   * A list as CSV or XLSX, without what was said. Needs the second factor and a purpose, with phones a second person's yes as well; the sheet carries who took it, when and what for.
   */
  exportTable: {
    input: {
      params: {
        table: "statistics" | "requests" | "services" | "hours";
      };
      body: {
        /**
         * first day, station time
         */
        from: string;
        /**
         * last day, included
         */
        to: string;
        itemCode?: string;
        category?: string;
        workType?: "case" | "group" | "community" | "direct" | "visit" | "none";
        communityId?: string;
        ageBand?: "0-13" | "14-17" | "18-59" | "60-69" | "70-79" | "80+" | "unknown";
        format: "csv" | "xlsx";
        /**
         * what for; it stands in the audit and in the file
         */
        purpose: string;
        /**
         * of `statistics`
         */
        by?: "item" | "category" | "workType" | "community" | "ageBand" | "station" | "year" | "month" | "day";
        /**
         * adds phones; only as `xlsx`, which carries who took it; not of `statistics`
         */
        withContact?: boolean;
        /**
         * with phones: the yes of `answerExportApproval`
         */
        approvalId?: string;
      };
    };
    answer: Blob;
  };
  /**
   * Asks a second person of the desk to agree to a list with phones; the same body is then sent to `exportTable` within a day.
   */
  askExportApproval: {
    input: {
      params: {
        table: "statistics" | "requests" | "services" | "hours";
      };
      body: {
        /**
         * first day, station time
         */
        from: string;
        /**
         * last day, included
         */
        to: string;
        itemCode?: string;
        category?: string;
        workType?: "case" | "group" | "community" | "direct" | "visit" | "none";
        communityId?: string;
        ageBand?: "0-13" | "14-17" | "18-59" | "60-69" | "70-79" | "80+" | "unknown";
        format: "csv" | "xlsx";
        /**
         * what for; it stands in the audit and in the file
         */
        purpose: string;
        /**
         * of `statistics`
         */
        by?: "item" | "category" | "workType" | "community" | "ageBand" | "station" | "year" | "month" | "day";
        /**
         * adds phones; only as `xlsx`, which carries who took it; not of `statistics`
         */
        withContact?: boolean;
      };
    };
    answer: {
      id: string;
      purpose: string;
      askedBy: string;
      askedAt: string;
      status: "waiting" | "agreed" | "refused";
      answeredBy: string | null;
      /**
       * until then a yes is good, and a question waits
       */
      endsAt: string;
    };
  };
  /**
   * Lists with phones somebody of the desk wants to take away, and what was answered in the last day, the newest first.
   */
  listExportApprovals: {
    input: {};
    answer: {
      items: {
        id: string;
        purpose: string;
        askedBy: string;
        askedAt: string;
        status: "waiting" | "agreed" | "refused";
        answeredBy: string | null;
        /**
         * until then a yes is good, and a question waits
         */
        endsAt: string;
      }[];
    };
  };
  /**
   * The second person's yes or no. Nobody agrees to their own list.
   */
  answerExportApproval: {
    input: {
      params: {
        approvalId: string;
      };
      body: {
        isYes: boolean;
      };
    };
    answer: {
      id: string;
      purpose: string;
      askedBy: string;
      askedAt: string;
      status: "waiting" | "agreed" | "refused";
      answeredBy: string | null;
      /**
       * until then a yes is good, and a question waits
       */
      endsAt: string;
    };
  };
  /**
   * Every item with the rules that travel with it: who may serve it, what it asks for, what it needs.
   */
  listFullItems: {
    input: {};
    answer: {
      items: {
        code: string;
        /**
         * name of one of the categories
         */
        category: string;
        name: string;
        says: string | null;
        provider: "volunteer" | "social_worker" | "team";
        workType: "case" | "group" | "community" | "direct" | "visit";
        /**
         * planned length
         */
        minutes: number;
        /**
         * helpers needed at the same time
         */
        minPeople: number;
        /**
         * notice the station asks for
         */
        leadHours: number;
        /**
         * @maxItems 8
         */
        requires: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
        /**
         * `home_visit`, `health`, `minor`, `skill:…` … : rules that travel with the item
         *
         * @maxItems 20
         */
        flags: string[];
        /**
         * @maxItems 40
         */
        aliases: string[];
      }[];
    };
  };
  /**
   * Adds an item or replaces it, for requests from now on. It is in force everywhere within seconds.
   */
  saveItem: {
    input: {
      params: {
        code: string;
      };
      body: {
        /**
         * name of one of the categories
         */
        category: string;
        name: string;
        /**
         * the item in the words residents use
         */
        says?: string;
        provider: "volunteer" | "social_worker" | "team";
        workType: "case" | "group" | "community" | "direct" | "visit";
        /**
         * planned length
         */
        minutes: number;
        /**
         * helpers needed at the same time
         */
        minPeople: number;
        /**
         * notice the station asks for
         */
        leadHours: number;
        /**
         * @maxItems 8
         */
        requires: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
        /**
         * `home_visit`, `health`, `minor`, `skill:…` … : rules that travel with the item
         *
         * @maxItems 20
         */
        flags: string[];
        /**
         * @maxItems 40
         */
        aliases: string[];
      };
    };
    answer: {
      code: string;
      /**
       * name of one of the categories
       */
      category: string;
      name: string;
      says: string | null;
      provider: "volunteer" | "social_worker" | "team";
      workType: "case" | "group" | "community" | "direct" | "visit";
      /**
       * planned length
       */
      minutes: number;
      /**
       * helpers needed at the same time
       */
      minPeople: number;
      /**
       * notice the station asks for
       */
      leadHours: number;
      /**
       * @maxItems 8
       */
      requires: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
      /**
       * `home_visit`, `health`, `minor`, `skill:…` … : rules that travel with the item
       *
       * @maxItems 20
       */
      flags: string[];
      /**
       * @maxItems 40
       */
      aliases: string[];
    };
  };
  /**
   * The station with its communities and grids, for everybody to look at.
   */
  getStation: {
    input: {};
    answer: {
      id: string;
      name: string;
      shortName: string;
      town: string;
      communities: {
        id: string;
        name: string;
        grids: string[];
      }[];
      teams: {
        id: string;
        name: string;
      }[];
    };
  };
  /**
   * Changes how the station is called. Communities and grids come with the station's file.
   */
  changeStation: {
    input: {
      body: {
        name?: string;
        shortName?: string;
        town?: string;
      };
    };
    answer: {
      id: string;
      name: string;
      shortName: string;
      town: string;
      communities: {
        id: string;
        name: string;
        grids: string[];
      }[];
      teams: {
        id: string;
        name: string;
      }[];
    };
  };
  /**
   * Every number the station may set otherwise, as it is in force. Clock times are minutes after midnight; other units are in the names.
   */
  getSettings: {
    input: {};
    answer: StationSettings;
  };
  /**
   * Changes some settings; what is left out stays. They are in force everywhere within seconds.
   */
  changeSettings: {
    input: {
      body: {
        offers?: {
          urgent?: {
            ttlMinutes?: number;
            atOnce?: number;
          };
          soon?: {
            ttlMinutes?: number;
            atOnce?: number;
          };
          routine?: {
            ttlMinutes?: number;
            atOnce?: number;
          };
          isSilenceReplaced?: boolean;
          maxRounds?: number;
          /**
           * @minItems 1
           */
          widenAfterMinutes?: number[];
          maxPerDay?: number;
          coolDownMinutes?: number;
          maxOpen?: number;
          overrunMinutes?: number;
          maxTasksPerDay?: number;
          autoPickAfterMinutes?: number;
          isAutoPickOn?: boolean;
        };
        batch?: {
          from?: number;
          gatherMinutes?: number;
        };
        quietHours?: {
          from?: number;
          to?: number;
        };
        workingHours?: {
          from?: number;
          to?: number;
        };
        triage?: {
          urgentMinutes?: number;
          soonMinutes?: number;
          routineWorkingMinutes?: number;
          isAutoOn?: boolean;
          waitForResidentHours?: number;
        };
        collecting?: {
          maxQuestions?: number;
          nudgeAfterMinutes?: number;
          needsCallAfterMinutes?: number;
          lapseAfterHours?: number;
          duplicateWithinMinutes?: number;
          maxOpenPerResident?: number;
        };
        reminders?: {
          /**
           * @minItems 1
           */
          volunteerHoursBefore?: number[];
          answerWithinMinutes?: number;
          residentEveningAt?: number;
          residentBeforeMinutes?: number;
          ratingAskAfterMinutes?: number;
          ratingRepeatAfterHours?: number;
          closeAfterHours?: number;
          digestAt?: number;
        };
        lateness?: {
          askAfterMinutes?: number;
          noShowAfterMinutes?: number;
        };
        nobodyHome?: {
          waitMinutes?: number;
          calls?: number;
        };
        checkIn?: {
          withinMetres?: number;
        };
        checkOut?: {
          askAfterMinutes?: number;
          autoAfterMinutes?: number;
        };
        unfilled?: {
          beforeStartMinutes?: number;
          leadShare?: number;
          closeAfterDays?: number;
        };
        changes?: {
          maxReschedules?: number;
          onTheWayWithinMinutes?: number;
          onTheWayCreditMinutes?: number;
        };
        contact?: {
          hoursAfterCheckOut?: number;
        };
        scoreWeights?: {
          sameGrid?: number;
          sameCommunity?: number;
          sameTown?: number;
          skill?: number;
          lastLiked?: number;
          availability?: number;
          fairness?: number;
          reliability?: number;
        };
        hours?: {
          minCreditMinutes?: number;
          roundDownToMinutes?: number;
          overPlannedMinutes?: number;
          maxPerDayMinutes?: number;
          certificateRoundMinutes?: number;
          lateEntryDays?: number;
        };
        points?: {
          perHour?: number;
          nightFactor?: number;
          nightFrom?: number;
          nightTo?: number;
          expireMonths?: number;
          expiryNoticeDays?: number;
          referralBonus?: number;
        };
        /**
         * @minItems 1
         */
        starLevels?: number[];
        homeVisit?: {
          people?: number;
          experiencedHours?: number;
          soloFromVisit?: number;
          notBefore?: number;
          notAfter?: number;
        };
        minors?: {
          adultsPresent?: number;
          minHelperAge?: number;
          adultAge?: number;
          notAfter?: number;
        };
        money?: {
          maxOrderYuan?: number;
        };
        escort?: {
          needsEmergencyContact?: boolean;
          plansReturnTrip?: boolean;
        };
        expiry?: {
          checkDaysBefore?: number;
        };
        noShow?: {
          pauseAt?: number;
          withinDays?: number;
          pauseDays?: number;
          reviewAt?: number;
          lateWithdrawMinutes?: number;
          lateWithdrawWeight?: number;
        };
        residentNoShow?: {
          callAt?: number;
          withinDays?: number;
        };
        visits?: {
          highDays?: number;
          keyDays?: number;
          generalDays?: number;
          afterChangeHours?: number;
        };
        riskTags?: {
          reviewDays?: number;
        };
        retention?: {
          chatDays?: number;
          voiceDays?: number;
          locationDays?: number;
          requestYears?: number;
          personFileYears?: number;
        };
        dispute?: {
          withinDays?: number;
          decisionWorkingDays?: number;
          maxAppeals?: number;
        };
        escalation?: {
          pageMinutes?: number;
          phoneMinutes?: number;
          supervisorMinutes?: number;
          followUpHours?: number;
        };
        referral?: {
          chaseWorkingDays?: number;
          maxBounces?: number;
          followUpDays?: number;
        };
      };
    };
    answer: StationSettings;
  };
  /**
   * The audit trail of the station, the latest first.
   */
  listAudit: {
    input: {
      query?: {
        limit?: number;
        cursor?: string;
        actorId?: string;
        act?: string;
        subjectKind?: string;
        subjectId?: string;
        from?: string;
        to?: string;
      };
    };
    answer: {
      items: {
        seq: number;
        at: string;
        actorId: string;
        actorName: string | null;
        activeRole: string;
        act: string;
        subject: {
          kind: string;
          id: string;
        };
        /**
         * sensitive fields that were read, never what is in them
         */
        fields: string[];
        reason: string | null;
        requestId: string | null;
        via: string;
        /**
         * over the entry and the one before
         */
        hash: string;
      }[];
      /**
       * cursor of the next page; null on the last
       */
      next: string | null;
    };
  };
  /**
   * Goes through the whole trail and says whether every entry is as it was written. Note the end down elsewhere to prove it later.
   */
  verifyAudit: {
    input: {};
    answer: {
      isIntact: boolean;
      /**
       * how many, of an intact trail
       */
      entries: number | null;
      /**
       * of the last entry, of an intact trail
       */
      hash: string | null;
      brokenAt: number | null;
      why: string | null;
    };
  };
  /**
   * Which version of Yimi runs here, for which station, and what time it has.
   */
  getVersion: {
    input: {};
    answer: {
      version: string;
      stationId: string;
      now: string;
    };
  };
}
export interface SignedIn {
  /**
   * send as `Authorization: Bearer …`
   */
  accessToken: string;
  expiresInSeconds: number;
  /**
   * good once; keep the newest
   */
  refreshToken: string;
  personId: string;
  /**
   * the one role this session acts in
   */
  role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver";
  roles: ("resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver")[];
}
export interface OwnRequest {
  id: string;
  /**
   * short code people say: A37
   */
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  statusWords: string;
  /**
   * what happens next, in words
   */
  nextStep: string;
  itemCode: string | null;
  itemName: string | null;
  /**
   * how who is served is called
   */
  forName: string;
  isForOther: boolean;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * the day is known, the hour is not
   */
  isTimeOpen: boolean;
  where: {
    /**
     * `home` is the address the station knows of who is served
     */
    kind: "home" | "place";
    text?: string;
    communityId?: string;
  } | null;
  dest: string | null;
  details: string | null;
  headcount: number | null;
  /**
   * what must be told before it can be submitted
   */
  missing: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
  /**
   * who comes; the phone from accepting on
   */
  helpers: {
    calledAs: string;
    phone: string | null;
  }[];
  /**
   * the word helpers say at the door
   */
  passwordWord: string | null;
  /**
   * another start a helper proposes; answer it
   */
  counterStartAt: string | null;
  /**
   * a change of time that waits for a yes
   */
  newStartAt: string | null;
  rating: {
    stars: number | null;
    words: string | null;
  } | null;
  createdAt: string;
  updatedAt: string;
}
export interface Helper {
  /**
   * `applied`: waits for the station to check who they are; `review`: the station will talk with them
   */
  state: "applied" | "active" | "paused" | "review" | "left";
  pausedUntil: string | null;
  /**
   * the caller may end it themself
   */
  isOwnPause: boolean;
  skills: string[];
  languages: string[];
  /**
   * weekly hours in which they may be asked; empty: any time
   */
  availability: {
    /**
     * 1 = Monday … 7 = Sunday
     */
    weekday: number;
    /**
     * minutes after midnight, station time
     */
    from: number;
    to: number;
  }[];
  /**
   * times to come they have said no to
   */
  blocked: {
    from: string;
    to: string;
  }[];
  trainings: {
    code: string;
    validUntil: string;
  }[];
  insuredUntil: string | null;
  joinedAt: string;
}
export interface Offer {
  requestId: string;
  /**
   * short code people say: A37
   */
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  itemCode: string | null;
  itemName: string;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * planned length
   */
  minutes: number;
  communityName: string;
  /**
   * how far from the caller, as far as the station knows
   */
  distanceWords: string | null;
  /**
   * helpers who come at the same time
   */
  people: number;
  seatsLeft: number;
  /**
   * what to mind, one thing a line
   */
  mind: string[];
  offerStatus: "offered" | "accepted" | "declined" | "expired" | "countered" | "superseded" | "voided";
  /**
   * the question is over then
   */
  answerBy: string;
  /**
   * the other start the caller proposed
   */
  counterStartAt: string | null;
}
export interface Task {
  requestId: string;
  /**
   * short code people say: A37
   */
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  itemCode: string | null;
  itemName: string;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * planned length
   */
  minutes: number;
  communityName: string;
  /**
   * how far from the caller, as far as the station knows
   */
  distanceWords: string | null;
  /**
   * helpers who come at the same time
   */
  people: number;
  seatsLeft: number;
  /**
   * what to mind, one thing a line
   */
  mind: string[];
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  ownStatus: "accepted" | "checked_in" | "checked_out" | "credited" | "withdrawn" | "late_withdrawn" | "no_show" | "released";
  /**
   * the caller said that they come
   */
  isConfirmed: boolean;
  /**
   * another time somebody asked for
   */
  newStartAt: string | null;
  /**
   * the caller has not answered it yet
   */
  isAskedForTime: boolean;
  /**
   * how long to wait at a closed door, and how often to call
   */
  nobodyHome: {
    saidAt: string;
    calls: number;
    waitMinutes: number;
    callsNeeded: number;
  } | null;
  checkInAt: string | null;
  checkOutAt: string | null;
  arrival: ("door_code" | "position" | "unchecked") | null;
  /**
   * null until the hours are written
   */
  creditedMinutes: number | null;
  /**
   * only from accepting to a day after check-out
   */
  contact: {
    served: {
      calledAs: string;
      phone: string | null;
    };
    /**
     * who asked for them, when somebody else did
     */
    asker: {
      calledAs: string;
      phone: string | null;
    } | null;
    /**
     * null: the station tells it
     */
    address: string | null;
    dest: string | null;
    details: string | null;
    headcount: number | null;
    /**
     * said first at the door; the other side knows it
     */
    passwordWord: string;
    /**
     * who comes along
     */
    partners: {
      calledAs: string;
      phone: string | null;
    }[];
  } | null;
}
export interface TaskRow {
  requestId: string;
  /**
   * short code people say: A37
   */
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  itemCode: string | null;
  itemName: string;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * planned length
   */
  minutes: number;
  communityName: string;
  /**
   * how far from the caller, as far as the station knows
   */
  distanceWords: string | null;
  /**
   * helpers who come at the same time
   */
  people: number;
  seatsLeft: number;
  /**
   * what to mind, one thing a line
   */
  mind: string[];
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  ownStatus: "accepted" | "checked_in" | "checked_out" | "credited" | "withdrawn" | "late_withdrawn" | "no_show" | "released";
  /**
   * the caller said that they come
   */
  isConfirmed: boolean;
  /**
   * another time somebody asked for
   */
  newStartAt: string | null;
  /**
   * the caller has not answered it yet
   */
  isAskedForTime: boolean;
  /**
   * how long to wait at a closed door, and how often to call
   */
  nobodyHome: {
    saidAt: string;
    calls: number;
    waitMinutes: number;
    callsNeeded: number;
  } | null;
  checkInAt: string | null;
  checkOutAt: string | null;
  arrival: ("door_code" | "position" | "unchecked") | null;
  /**
   * null until the hours are written
   */
  creditedMinutes: number | null;
}
export interface Certificate {
  /**
   * who has it may check the certificate: it stands in the QR code
   */
  code: string;
  number: string;
  issuer: string;
  name: string;
  /**
   * first civil day, YYYY-MM-DD
   */
  from: string;
  to: string;
  /**
   * as on the paper: whole half-hours
   */
  hours: number;
  services: number;
  issuedAt: string;
  isRevoked: boolean;
}
export interface Verification {
  maskedName: string;
  hours: number;
  issuer: string;
  issuedAt: string;
  from: string;
  to: string;
  /**
   * `corrected`: hours it proves were changed later
   */
  state: "valid" | "corrected" | "revoked";
}
export interface Me {
  personId: string;
  name: string;
  /**
   * how others address them
   */
  calledAs: string;
  gender: "female" | "male";
  birthDate: string | null;
  communityId: string | null;
  communityName: string | null;
  phone: string | null;
  address: string | null;
  emergencyContact: {
    name: string;
    relation: string;
    phone: string;
  } | null;
}
export interface Consents {
  items: {
    /**
     * `service`: what the station needs to help · `family`: relatives may ask and be told · `photo`: pictures of activities
     */
    purpose: "service" | "family" | "photo";
    isGiven: boolean;
    givenAt: string | null;
    withdrawnAt: string | null;
  }[];
}
export interface BoardRow {
  id: string;
  code: string;
  version: number;
  itemCode: string | null;
  itemName: string | null;
  communityId: string;
  communityName: string | null;
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  urgency: "urgent" | "soon" | "routine";
  flags: string[];
  /**
   * what it waits for: `triage`, `pick_helper`, `wait_for_answer` …
   */
  nextStep: string;
  nextStepWords: string;
  createdAt: string;
  /**
   * since when it is in this state
   */
  statusAt: string;
  /**
   * since somebody asked
   */
  waitedMinutes: number;
  /**
   * when the desk should have done its step
   */
  dueAt: string | null;
  isOverdue: boolean;
  startAt: string | null;
  isTimeOpen: boolean;
  /**
   * helpers needed
   */
  people: number;
  /**
   * those who said yes
   */
  helpers: number;
}
export interface DeskRequest {
  id: string;
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  statusWords: string;
  /**
   * what it waits for: `triage`, `pick_helper`, `wait_for_answer` …
   */
  nextStep: string;
  urgency: "urgent" | "soon" | "routine";
  itemCode: string | null;
  itemName: string | null;
  communityId: string;
  communityName: string | null;
  /**
   * how who is served is called
   */
  forName: string;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * helpers needed at the same time
   */
  people: number;
  /**
   * who comes or is there
   */
  helperNames: string[];
  flags: string[];
  createdAt: string;
  /**
   * since when it is in this state
   */
  statusAt: string;
  updatedAt: string;
  source: string;
  /**
   * the words that started it, phones masked
   */
  said: string;
  requester: {
    personId: string;
    name: string;
  };
  beneficiary: {
    personId: string;
    name: string;
  };
  relation: string | null;
  where: {
    /**
     * `home` is the address the station knows of who is served
     */
    kind: "home" | "place";
    text?: string;
    communityId?: string;
  } | null;
  dest: string | null;
  details: string | null;
  headcount: number | null;
  who: string | null;
  /**
   * of the helper, as wished
   */
  gender: string | null;
  isTimeOpen: boolean;
  missing: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
  candidates: {
    personId: string;
    name: string;
    /**
     * as on the card; pick by it
     */
    number: number;
    score: number;
    reasons: string;
  }[];
  offers: {
    personId: string;
    name: string;
    status: string;
    round: number;
    offeredAt: string;
    expiresAt: string;
    answeredAt: string | null;
    reason: string | null;
    counterStartAt: string | null;
  }[];
  assignments: {
    personId: string;
    name: string;
    status: string;
    acceptedAt: string;
    /**
     * answered the reminder that they come
     */
    confirmedAt: string | null;
    checkInAt: string | null;
    checkOutAt: string | null;
    creditedMinutes: number | null;
    /**
     * false when nobody checked out: the minutes wait for a word of the desk
     */
    isVerified: boolean;
  }[];
  /**
   * a change of time that waits for a yes
   */
  newStartAt: string | null;
  rating: {
    stars: number | null;
    words: string | null;
  } | null;
  dispute: {
    reason: string;
    byName: string;
    at: string;
    decideBy: string;
    /**
     * a supervisor decides
     */
    isAppeal: boolean;
    outcome: string | null;
    minutes: number | null;
    decisionReason: string | null;
  } | null;
  referral: {
    to: string;
    receiverId: string | null;
    at: string;
    bounces: number;
    outcome: string | null;
  } | null;
  escalation: {
    kind: string;
    said: string;
    at: string;
    /**
     * do not call back: the phone may ring beside the person they fear
     */
    isSilent: boolean;
    answeredByName: string | null;
    answeredAt: string | null;
  } | null;
  closingReason: string | null;
  mergedInto: string | null;
  history: {
    at: string;
    event: string;
    from: string;
    to: string;
    byRole: string;
    byName: string | null;
    reason: string | null;
  }[];
}
export interface Contacts {
  requester: {
    personId: string;
    name: string;
    calledAs: string;
    phone: string | null;
  };
  beneficiary: {
    personId: string;
    name: string;
    calledAs: string;
    phone: string | null;
    address: string | null;
    emergencyContact: {
      name: string;
      relation: string;
      phone: string;
    } | null;
  };
  /**
   * where it is when not at home
   */
  place: string | null;
  helpers: {
    personId: string;
    name: string;
    calledAs: string;
    phone: string | null;
  }[];
}
export interface DeskRow {
  id: string;
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  statusWords: string;
  /**
   * what it waits for: `triage`, `pick_helper`, `wait_for_answer` …
   */
  nextStep: string;
  urgency: "urgent" | "soon" | "routine";
  itemCode: string | null;
  itemName: string | null;
  communityId: string;
  communityName: string | null;
  /**
   * how who is served is called
   */
  forName: string;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * helpers needed at the same time
   */
  people: number;
  /**
   * who comes or is there
   */
  helperNames: string[];
  flags: string[];
  createdAt: string;
  /**
   * since when it is in this state
   */
  statusAt: string;
  updatedAt: string;
}
export interface Referral {
  id: string;
  code: string;
  version: number;
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  itemName: string | null;
  said: string;
  details: string | null;
  forName: string;
  phone: string | null;
  address: string | null;
  startAt: string | null;
  referredAt: string | null;
  outcome: string | null;
}
export interface CallerFound {
  personId: string;
  name: string;
  calledAs: string;
  communityName: string | null;
  /**
   * last four digits
   */
  phoneTail: string | null;
}
export interface CalledRequest {
  id: string;
  code: string;
  /**
   * rises with every change; also the ETag
   */
  version: number;
  status:
    | "collecting"
    | "submitted"
    | "queued"
    | "proposed"
    | "offered"
    | "accepted"
    | "in_progress"
    | "served"
    | "closed"
    | "referred"
    | "suspended"
    | "disputed"
    | "unfilled"
    | "escalated"
    | "cancelled"
    | "declined"
    | "merged";
  statusWords: string;
  /**
   * what it waits for: `triage`, `pick_helper`, `wait_for_answer` …
   */
  nextStep: string;
  urgency: "urgent" | "soon" | "routine";
  itemCode: string | null;
  itemName: string | null;
  communityId: string;
  communityName: string | null;
  /**
   * how who is served is called
   */
  forName: string;
  startAt: string | null;
  endAt: string | null;
  timeWords: string;
  /**
   * helpers needed at the same time
   */
  people: number;
  /**
   * who comes or is there
   */
  helperNames: string[];
  flags: string[];
  createdAt: string;
  /**
   * since when it is in this state
   */
  statusAt: string;
  updatedAt: string;
  missing: ("when" | "time" | "where" | "dest" | "details" | "headcount" | "who" | "guardian_consent")[];
}
export interface PersonRow {
  id: string;
  name: string;
  calledAs: string;
  roles: string[];
  communityId: string | null;
  communityName: string | null;
  /**
   * last four digits
   */
  phoneTail: string | null;
  /**
   * of who helps: `applied`, `active`, `paused`, `review`, `left`
   */
  helperState: string | null;
}
export interface Person {
  id: string;
  name: string;
  calledAs: string;
  roles: string[];
  communityId: string | null;
  communityName: string | null;
  /**
   * last four digits
   */
  phoneTail: string | null;
  /**
   * of who helps: `applied`, `active`, `paused`, `review`, `left`
   */
  helperState: string | null;
  gender: "female" | "male";
  birthDate: string | null;
  gridId: string | null;
  phone: string | null;
  address: string | null;
  tags: {
    tag: string;
    source: string;
    reviewBy: string;
  }[];
  emergencyContact: {
    name: string;
    relation: string;
    phone: string;
  } | null;
  family: {
    personId: string;
    relation: string;
  }[];
  /**
   * helpers this person must not meet again
   */
  blockedHelperIds: string[];
  office: string | null;
  /**
   * of who helps: somebody of the station has checked who they are
   */
  identityVerified: boolean | null;
  helping: Helper | null;
  createdAt: string;
  updatedAt: string;
}
export interface Binding {
  id: string;
  /**
   * four digits the desk names it by: 「认定 4821」
   */
  code: string;
  /**
   * the page with the QR code; only for the person it is meant for
   */
  link: string;
  /**
   * `linked`: scanned, and asked who they are; `undecided`: the desk says who it is
   */
  state: "open" | "shown" | "scanned" | "number_asked" | "linked" | "undecided" | "bound" | "closed";
  /**
   * whether something may still come of it
   */
  isOpen: boolean;
  /**
   * why the desk has to decide, or why it is over
   */
  why: string | null;
  /**
   * null where somebody began at a poster
   */
  askedBy: string | null;
  forPersonId: string | null;
  /**
   * who it is by what they said, or as the desk has decided
   */
  meantId: string | null;
  askedAt: string;
  endsAt: string;
  boundAt: string | null;
}
export interface StationSettings {
  /**
   * as they are in force
   */
  settings: {
    offers: {
      urgent: {
        ttlMinutes: number;
        atOnce: number;
      };
      soon: {
        ttlMinutes: number;
        atOnce: number;
      };
      routine: {
        ttlMinutes: number;
        atOnce: number;
      };
      isSilenceReplaced: boolean;
      maxRounds: number;
      /**
       * @minItems 1
       */
      widenAfterMinutes: number[];
      maxPerDay: number;
      coolDownMinutes: number;
      maxOpen: number;
      overrunMinutes: number;
      maxTasksPerDay: number;
      autoPickAfterMinutes: number;
      isAutoPickOn: boolean;
    };
    batch: {
      from: number;
      gatherMinutes: number;
    };
    quietHours: {
      from: number;
      to: number;
    };
    workingHours: {
      from: number;
      to: number;
    };
    triage: {
      urgentMinutes: number;
      soonMinutes: number;
      routineWorkingMinutes: number;
      isAutoOn: boolean;
      waitForResidentHours: number;
    };
    collecting: {
      maxQuestions: number;
      nudgeAfterMinutes: number;
      needsCallAfterMinutes: number;
      lapseAfterHours: number;
      duplicateWithinMinutes: number;
      maxOpenPerResident: number;
    };
    reminders: {
      /**
       * @minItems 1
       */
      volunteerHoursBefore: number[];
      answerWithinMinutes: number;
      residentEveningAt: number;
      residentBeforeMinutes: number;
      ratingAskAfterMinutes: number;
      ratingRepeatAfterHours: number;
      closeAfterHours: number;
      digestAt: number;
    };
    lateness: {
      askAfterMinutes: number;
      noShowAfterMinutes: number;
    };
    nobodyHome: {
      waitMinutes: number;
      calls: number;
    };
    checkIn: {
      withinMetres: number;
    };
    checkOut: {
      askAfterMinutes: number;
      autoAfterMinutes: number;
    };
    unfilled: {
      beforeStartMinutes: number;
      leadShare: number;
      closeAfterDays: number;
    };
    changes: {
      maxReschedules: number;
      onTheWayWithinMinutes: number;
      onTheWayCreditMinutes: number;
    };
    contact: {
      hoursAfterCheckOut: number;
    };
    scoreWeights: {
      sameGrid: number;
      sameCommunity: number;
      sameTown: number;
      skill: number;
      lastLiked: number;
      availability: number;
      fairness: number;
      reliability: number;
    };
    hours: {
      minCreditMinutes: number;
      roundDownToMinutes: number;
      overPlannedMinutes: number;
      maxPerDayMinutes: number;
      certificateRoundMinutes: number;
      lateEntryDays: number;
    };
    points: {
      perHour: number;
      nightFactor: number;
      nightFrom: number;
      nightTo: number;
      expireMonths: number;
      expiryNoticeDays: number;
      referralBonus: number;
    };
    /**
     * @minItems 1
     */
    starLevels: number[];
    homeVisit: {
      people: number;
      experiencedHours: number;
      soloFromVisit: number;
      notBefore: number;
      notAfter: number;
    };
    minors: {
      adultsPresent: number;
      minHelperAge: number;
      adultAge: number;
      notAfter: number;
    };
    money: {
      maxOrderYuan: number;
    };
    escort: {
      needsEmergencyContact: boolean;
      plansReturnTrip: boolean;
    };
    expiry: {
      checkDaysBefore: number;
    };
    noShow: {
      pauseAt: number;
      withinDays: number;
      pauseDays: number;
      reviewAt: number;
      lateWithdrawMinutes: number;
      lateWithdrawWeight: number;
    };
    residentNoShow: {
      callAt: number;
      withinDays: number;
    };
    visits: {
      highDays: number;
      keyDays: number;
      generalDays: number;
      afterChangeHours: number;
    };
    riskTags: {
      reviewDays: number;
    };
    retention: {
      chatDays: number;
      voiceDays: number;
      locationDays: number;
      requestYears: number;
      personFileYears: number;
    };
    dispute: {
      withinDays: number;
      decisionWorkingDays: number;
      maxAppeals: number;
    };
    escalation: {
      pageMinutes: number;
      phoneMinutes: number;
      supervisorMinutes: number;
      followUpHours: number;
    };
    referral: {
      chaseWorkingDays: number;
      maxBounces: number;
      followUpDays: number;
    };
  };
  /**
   * what the station has set otherwise than the national defaults
   */
  overrides: {
    [k: string]: unknown;
  };
}

export const operations = {
  signInByWechat: {"method":"post","path":"/v1/session"},
  getSession: {"method":"get","path":"/v1/session"},
  signOut: {"method":"delete","path":"/v1/session"},
  register: {"method":"post","path":"/v1/people/me"},
  refreshSession: {"method":"post","path":"/v1/session/refresh"},
  switchRole: {"method":"put","path":"/v1/session/role"},
  signOutEverywhere: {"method":"delete","path":"/v1/sessions"},
  askSignInTicket: {"method":"post","path":"/v1/session/tickets"},
  signInByTicket: {"method":"post","path":"/v1/session/tickets/{code}"},
  askStepUp: {"method":"post","path":"/v1/session/step-up"},
  signInForDevelopment: {"method":"post","path":"/v1/session/development"},
  listCategories: {"method":"get","path":"/v1/categories"},
  listItems: {"method":"get","path":"/v1/items"},
  getItem: {"method":"get","path":"/v1/items/{code}"},
  createRequests: {"method":"post","path":"/v1/requests","creates":true},
  listMyRequests: {"method":"get","path":"/v1/requests"},
  getMyRequest: {"method":"get","path":"/v1/requests/{requestId}"},
  fillMyRequest: {"method":"patch","path":"/v1/requests/{requestId}"},
  submitMyRequest: {"method":"post","path":"/v1/requests/{requestId}/submit"},
  cancelMyRequest: {"method":"post","path":"/v1/requests/{requestId}/cancel"},
  answerTimeChange: {"method":"post","path":"/v1/requests/{requestId}/time-answer"},
  rateMyRequest: {"method":"post","path":"/v1/requests/{requestId}/rating"},
  disputeMyRequest: {"method":"post","path":"/v1/requests/{requestId}/dispute"},
  applyToHelp: {"method":"post","path":"/v1/helping"},
  getMyHelping: {"method":"get","path":"/v1/helping"},
  changeMyHelping: {"method":"patch","path":"/v1/helping"},
  blockMyTime: {"method":"post","path":"/v1/helping/blocked"},
  unblockMyTime: {"method":"delete","path":"/v1/helping/blocked"},
  pauseHelping: {"method":"post","path":"/v1/helping/pause"},
  returnToHelping: {"method":"delete","path":"/v1/helping/pause"},
  listMyOffers: {"method":"get","path":"/v1/offers"},
  acceptOffer: {"method":"post","path":"/v1/offers/{requestId}/accept"},
  declineOffer: {"method":"post","path":"/v1/offers/{requestId}/decline"},
  counterOffer: {"method":"post","path":"/v1/offers/{requestId}/counter"},
  listMyTasks: {"method":"get","path":"/v1/tasks"},
  getMyTask: {"method":"get","path":"/v1/tasks/{requestId}"},
  withdrawFromTask: {"method":"post","path":"/v1/tasks/{requestId}/withdraw"},
  changeTaskTime: {"method":"post","path":"/v1/tasks/{requestId}/time"},
  answerTaskTime: {"method":"post","path":"/v1/tasks/{requestId}/time-answer"},
  disputeTask: {"method":"post","path":"/v1/tasks/{requestId}/dispute"},
  confirmComing: {"method":"post","path":"/v1/tasks/{requestId}/confirm"},
  sayLate: {"method":"post","path":"/v1/tasks/{requestId}/late"},
  checkIn: {"method":"post","path":"/v1/tasks/{requestId}/check-in"},
  checkOut: {"method":"post","path":"/v1/tasks/{requestId}/check-out"},
  leaveEarly: {"method":"post","path":"/v1/tasks/{requestId}/leave-early"},
  reportNobodyHome: {"method":"post","path":"/v1/tasks/{requestId}/nobody-home"},
  noteCall: {"method":"post","path":"/v1/tasks/{requestId}/calls"},
  raiseAlarm: {"method":"post","path":"/v1/tasks/{requestId}/alarm"},
  getMyHours: {"method":"get","path":"/v1/hours"},
  listMyEntries: {"method":"get","path":"/v1/hours/entries"},
  issueCertificate: {"method":"post","path":"/v1/certificates","creates":true},
  listMyCertificates: {"method":"get","path":"/v1/certificates"},
  downloadCertificate: {"method":"get","path":"/v1/certificates/{code}/pdf","isFile":true},
  verifyCertificate: {"method":"get","path":"/v1/certificates/{code}"},
  getMe: {"method":"get","path":"/v1/me"},
  changeMe: {"method":"patch","path":"/v1/me"},
  forgetMe: {"method":"delete","path":"/v1/me"},
  listWhoLooked: {"method":"get","path":"/v1/me/access-log"},
  exportMe: {"method":"get","path":"/v1/me/export","isFile":true},
  getMyFamily: {"method":"get","path":"/v1/family"},
  askFamily: {"method":"post","path":"/v1/family/asks"},
  answerFamilyAsk: {"method":"post","path":"/v1/family/asks/{askId}/answer"},
  unbindFamily: {"method":"delete","path":"/v1/family/{personId}"},
  listMyConsents: {"method":"get","path":"/v1/consents"},
  giveConsent: {"method":"put","path":"/v1/consents/{purpose}"},
  withdrawConsent: {"method":"delete","path":"/v1/consents/{purpose}"},
  listFamilyAsks: {"method":"get","path":"/v1/family-asks"},
  decideFamilyAsk: {"method":"post","path":"/v1/family-asks/{askId}/answer"},
  getDoorCode: {"method":"get","path":"/v1/people/{personId}/door-code"},
  listWantedSubscriptions: {"method":"get","path":"/v1/subscriptions"},
  noteSubscriptions: {"method":"post","path":"/v1/subscriptions","creates":true},
  listBoard: {"method":"get","path":"/v1/desk/requests"},
  getDeskRequest: {"method":"get","path":"/v1/desk/requests/{requestId}"},
  supplementRequest: {"method":"patch","path":"/v1/desk/requests/{requestId}"},
  getContacts: {"method":"get","path":"/v1/desk/requests/{requestId}/contacts"},
  listDesk: {"method":"get","path":"/v1/desk/lists/{list}"},
  listToPhone: {"method":"get","path":"/v1/desk/phone-list"},
  approveRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/approve"},
  declineRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/decline"},
  referRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/refer"},
  mergeRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/merge"},
  retryRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/retry"},
  moveRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/time"},
  cancelRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/cancel"},
  noteDeskCall: {"method":"post","path":"/v1/desk/requests/{requestId}/calls"},
  suspendRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/suspend"},
  liftRequest: {"method":"post","path":"/v1/desk/requests/{requestId}/lift"},
  suspendAll: {"method":"post","path":"/v1/desk/suspensions"},
  raiseDeskAlarm: {"method":"post","path":"/v1/desk/requests/{requestId}/alarm"},
  claimEmergency: {"method":"post","path":"/v1/desk/requests/{requestId}/claim"},
  settleEmergency: {"method":"post","path":"/v1/desk/requests/{requestId}/settle"},
  listCandidates: {"method":"get","path":"/v1/desk/requests/{requestId}/candidates"},
  pickCandidates: {"method":"post","path":"/v1/desk/requests/{requestId}/pick"},
  refreshCandidates: {"method":"post","path":"/v1/desk/requests/{requestId}/refresh"},
  nudgeHelpers: {"method":"post","path":"/v1/desk/requests/{requestId}/nudge"},
  nameHelper: {"method":"post","path":"/v1/desk/requests/{requestId}/name"},
  confirmBatch: {"method":"post","path":"/v1/desk/confirmations"},
  declareNoShow: {"method":"post","path":"/v1/desk/requests/{requestId}/no-show"},
  checkInFor: {"method":"post","path":"/v1/desk/requests/{requestId}/check-in"},
  checkOutFor: {"method":"post","path":"/v1/desk/requests/{requestId}/check-out"},
  closeAbsent: {"method":"post","path":"/v1/desk/requests/{requestId}/close-absent"},
  verifyVisit: {"method":"post","path":"/v1/desk/requests/{requestId}/verify"},
  openDispute: {"method":"post","path":"/v1/desk/requests/{requestId}/dispute"},
  decideDispute: {"method":"post","path":"/v1/desk/requests/{requestId}/decision"},
  listReferrals: {"method":"get","path":"/v1/referrals"},
  completeReferral: {"method":"post","path":"/v1/referrals/{requestId}/complete"},
  bounceReferral: {"method":"post","path":"/v1/referrals/{requestId}/bounce"},
  findCallers: {"method":"post","path":"/v1/desk/callers"},
  takeCall: {"method":"post","path":"/v1/desk/calls","creates":true},
  fillCall: {"method":"patch","path":"/v1/desk/calls/{requestId}"},
  listPeople: {"method":"get","path":"/v1/people"},
  registerPerson: {"method":"post","path":"/v1/people","creates":true},
  searchPeople: {"method":"post","path":"/v1/people/search"},
  getPerson: {"method":"get","path":"/v1/people/{personId}"},
  changePerson: {"method":"patch","path":"/v1/people/{personId}"},
  bindIdentity: {"method":"post","path":"/v1/people/{personId}/identities"},
  answerPerson: {"method":"post","path":"/v1/people/{personId}/messages","creates":true},
  setHelperStatus: {"method":"put","path":"/v1/people/{personId}/helping/status"},
  noteHelperRecord: {"method":"patch","path":"/v1/people/{personId}/helping"},
  getHoursOf: {"method":"get","path":"/v1/people/{personId}/hours"},
  listEntriesOf: {"method":"get","path":"/v1/people/{personId}/hours/entries"},
  createBinding: {"method":"post","path":"/v1/bindings","creates":true},
  listBindings: {"method":"get","path":"/v1/bindings"},
  getBinding: {"method":"get","path":"/v1/bindings/{bindingId}"},
  callOffBinding: {"method":"delete","path":"/v1/bindings/{bindingId}"},
  giveBindingNumber: {"method":"post","path":"/v1/bindings/{bindingId}/number"},
  decideBinding: {"method":"post","path":"/v1/bindings/{bindingId}/decision"},
  listChats: {"method":"get","path":"/v1/people/{personId}/chats"},
  endChats: {"method":"delete","path":"/v1/people/{personId}/chats"},
  giveRole: {"method":"put","path":"/v1/people/{personId}/roles/{role}"},
  takeRole: {"method":"delete","path":"/v1/people/{personId}/roles/{role}"},
  getDigest: {"method":"get","path":"/v1/reports/digest"},
  listVisitsDue: {"method":"get","path":"/v1/reports/visits-due"},
  getStatistics: {"method":"get","path":"/v1/reports/statistics"},
  exportTable: {"method":"post","path":"/v1/exports/{table}","isFile":true},
  askExportApproval: {"method":"post","path":"/v1/exports/{table}/approvals"},
  listExportApprovals: {"method":"get","path":"/v1/export-approvals"},
  answerExportApproval: {"method":"post","path":"/v1/export-approvals/{approvalId}/answer"},
  listFullItems: {"method":"get","path":"/v1/catalog"},
  saveItem: {"method":"put","path":"/v1/catalog/{code}"},
  getStation: {"method":"get","path":"/v1/station"},
  changeStation: {"method":"patch","path":"/v1/station"},
  getSettings: {"method":"get","path":"/v1/settings"},
  changeSettings: {"method":"patch","path":"/v1/settings"},
  listAudit: {"method":"get","path":"/v1/audit"},
  verifyAudit: {"method":"get","path":"/v1/audit/verification"},
  getVersion: {"method":"get","path":"/v1/version"},
} as const;
