rostra.take("addresses","0","     /1863/11-19-dedication/ /1921/21-harbour/                                                 /2021/11-17-schools/  /fa/2021/11-17-schools/   /undated/farewell/")
