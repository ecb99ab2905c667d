print("labqueue")
