from crediario.app import main

raise SystemExit(main())
